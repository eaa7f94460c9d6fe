# Units of the backend's worker: pure parts, on a clock of their own, without a network.
UNIT_TESTS += tests/unit/test_backend_mailbox
tests_unit_test_backend_mailbox_SOURCES = tests/unit/test_backend_mailbox.c $(UNIT_HELPERS)
tests_unit_test_backend_mailbox_LDADD = $(BACKEND_LIBS) $(CMOCKA_LIBS) -lpthread

UNIT_TESTS += tests/unit/test_backend_pages
tests_unit_test_backend_pages_SOURCES = tests/unit/test_backend_pages.c
tests_unit_test_backend_pages_LDADD = $(BACKEND_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_backend_limiter
tests_unit_test_backend_limiter_SOURCES = tests/unit/test_backend_limiter.c
tests_unit_test_backend_limiter_LDADD = $(BACKEND_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_backend_delay
tests_unit_test_backend_delay_SOURCES = tests/unit/test_backend_delay.c $(UNIT_HELPERS)
tests_unit_test_backend_delay_LDADD = $(BACKEND_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_backend_guard
tests_unit_test_backend_guard_SOURCES = tests/unit/test_backend_guard.c $(UNIT_HELPERS)
tests_unit_test_backend_guard_LDADD = $(BACKEND_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_backend_apply
tests_unit_test_backend_apply_SOURCES = tests/unit/test_backend_apply.c $(UNIT_HELPERS)
tests_unit_test_backend_apply_LDADD = $(BACKEND_LIBS) $(CMOCKA_LIBS)
