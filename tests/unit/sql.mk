UNIT_TESTS += tests/unit/test_sql_template
tests_unit_test_sql_template_SOURCES = tests/unit/test_sql_template.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_sql_template_LDADD = $(SQL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_sql_variables
tests_unit_test_sql_variables_SOURCES = tests/unit/test_sql_variables.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_sql_variables_LDADD = $(SQL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_sql_statement
tests_unit_test_sql_statement_SOURCES = tests/unit/test_sql_statement.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_sql_statement_LDADD = $(SQL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_sql_plan
tests_unit_test_sql_plan_SOURCES = tests/unit/test_sql_plan.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_sql_plan_LDADD = $(SQL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_sql_tables
tests_unit_test_sql_tables_SOURCES = tests/unit/test_sql_tables.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_sql_tables_LDADD = $(SQL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_sql_evaluate
tests_unit_test_sql_evaluate_SOURCES = tests/unit/test_sql_evaluate.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_sql_evaluate_LDADD = $(SQL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_sql_complete
tests_unit_test_sql_complete_SOURCES = tests/unit/test_sql_complete.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_sql_complete_LDADD = $(SQL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_sql_result
tests_unit_test_sql_result_SOURCES = tests/unit/test_sql_result.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_sql_result_LDADD = $(SQL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_sql_reading
tests_unit_test_sql_reading_SOURCES = tests/unit/test_sql_reading.c tests/unit/fake_backend.c tests/unit/fake_backend.h tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_sql_reading_LDADD = libsql.a $(SQLITE_LIBS) $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_sql_show
tests_unit_test_sql_show_SOURCES = tests/unit/test_sql_show.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_sql_show_LDADD = $(SQL_LIBS) $(CMOCKA_LIBS)
