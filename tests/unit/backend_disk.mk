# Units of what the backend keeps on disk: no network, no thread.
UNIT_TESTS += tests/unit/test_backend_journal
tests_unit_test_backend_journal_SOURCES = tests/unit/test_backend_journal.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_backend_journal_LDADD = $(BACKEND_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_backend_draft
tests_unit_test_backend_draft_SOURCES = tests/unit/test_backend_draft.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_backend_draft_LDADD = $(BACKEND_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_backend_cache
tests_unit_test_backend_cache_SOURCES = tests/unit/test_backend_cache.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_backend_cache_LDADD = $(BACKEND_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_backend_history
tests_unit_test_backend_history_SOURCES = tests/unit/test_backend_history.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_backend_history_LDADD = $(BACKEND_LIBS) $(CMOCKA_LIBS)
