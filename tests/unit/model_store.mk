# Units of the store, the list and operations: each links only libmodel.a and libbase.a.
UNIT_TESTS += tests/unit/test_model_operation
tests_unit_test_model_operation_SOURCES = tests/unit/test_model_operation.c
tests_unit_test_model_operation_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_store
tests_unit_test_model_store_SOURCES = tests/unit/test_model_store.c
tests_unit_test_model_store_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_filter
tests_unit_test_model_filter_SOURCES = tests/unit/test_model_filter.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_filter_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_listing
tests_unit_test_model_listing_SOURCES = tests/unit/test_model_listing.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_listing_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_store_doctor
tests_unit_test_model_store_doctor_SOURCES = tests/unit/test_model_store_doctor.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_store_doctor_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_undo
tests_unit_test_model_undo_SOURCES = tests/unit/test_model_undo.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_undo_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_undo_property
tests_unit_test_model_undo_property_SOURCES = tests/unit/test_model_undo_property.c tests/unit/generated.c tests/unit/generated.h tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_undo_property_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
UNIT_TESTS += tests/unit/test_model_lint
tests_unit_test_model_lint_SOURCES = tests/unit/test_model_lint.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_lint_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_lint_property
tests_unit_test_model_lint_property_SOURCES = tests/unit/test_model_lint_property.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_lint_property_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_model_statements
tests_unit_test_model_statements_SOURCES = tests/unit/test_model_statements.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_statements_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
