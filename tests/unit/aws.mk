# Units of the aws layer: each links only libaws.a and libbase.a.
UNIT_TESTS += tests/unit/test_aws_sigv4
tests_unit_test_aws_sigv4_SOURCES = tests/unit/test_aws_sigv4.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_aws_sigv4_LDADD = $(AWS_LIBS) $(CMOCKA_LIBS)
EXTRA_DIST += tests/unit/sigv4_vectors
