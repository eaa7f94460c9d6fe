# Units of the model's documents: each links only libmodel.a and libbase.a.
UNIT_TESTS += tests/unit/test_model_duration
tests_unit_test_model_duration_SOURCES = tests/unit/test_model_duration.c
tests_unit_test_model_duration_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)
