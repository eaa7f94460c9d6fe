# Units of the base layer: each links only libbase.a.
BASE_UNIT_LIBS = $(BASE_LIBS) $(CMOCKA_LIBS)
UNIT_HELPERS = tests/unit/helpers.c tests/unit/helpers.h

UNIT_TESTS += tests/unit/test_base_clock
tests_unit_test_base_clock_SOURCES = tests/unit/test_base_clock.c $(UNIT_HELPERS)
tests_unit_test_base_clock_LDADD = $(BASE_UNIT_LIBS)

UNIT_TESTS += tests/unit/test_base_env
tests_unit_test_base_env_SOURCES = tests/unit/test_base_env.c $(UNIT_HELPERS)
tests_unit_test_base_env_LDADD = $(BASE_UNIT_LIBS)

UNIT_TESTS += tests/unit/test_base_err
tests_unit_test_base_err_SOURCES = tests/unit/test_base_err.c $(UNIT_HELPERS)
tests_unit_test_base_err_LDADD = $(BASE_UNIT_LIBS)

UNIT_TESTS += tests/unit/test_base_file
tests_unit_test_base_file_SOURCES = tests/unit/test_base_file.c $(UNIT_HELPERS)
tests_unit_test_base_file_LDADD = $(BASE_UNIT_LIBS)

UNIT_TESTS += tests/unit/test_base_hash
tests_unit_test_base_hash_SOURCES = tests/unit/test_base_hash.c $(UNIT_HELPERS)
tests_unit_test_base_hash_LDADD = $(BASE_UNIT_LIBS)

UNIT_TESTS += tests/unit/test_base_ini
tests_unit_test_base_ini_SOURCES = tests/unit/test_base_ini.c $(UNIT_HELPERS)
tests_unit_test_base_ini_LDADD = $(BASE_UNIT_LIBS)

UNIT_TESTS += tests/unit/test_base_json
tests_unit_test_base_json_SOURCES = tests/unit/test_base_json.c $(UNIT_HELPERS)
tests_unit_test_base_json_LDADD = $(BASE_UNIT_LIBS)

UNIT_TESTS += tests/unit/test_base_memory
tests_unit_test_base_memory_SOURCES = tests/unit/test_base_memory.c $(UNIT_HELPERS)
tests_unit_test_base_memory_LDADD = $(BASE_UNIT_LIBS)

UNIT_TESTS += tests/unit/test_base_program
tests_unit_test_base_program_SOURCES = tests/unit/test_base_program.c $(UNIT_HELPERS)
tests_unit_test_base_program_LDADD = $(BASE_UNIT_LIBS)

UNIT_TESTS += tests/unit/test_base_spawn
tests_unit_test_base_spawn_SOURCES = tests/unit/test_base_spawn.c $(UNIT_HELPERS)
tests_unit_test_base_spawn_LDADD = $(BASE_UNIT_LIBS)

UNIT_TESTS += tests/unit/test_base_text
tests_unit_test_base_text_SOURCES = tests/unit/test_base_text.c $(UNIT_HELPERS)
tests_unit_test_base_text_LDADD = $(BASE_UNIT_LIBS)

UNIT_TESTS += tests/unit/test_base_timers
tests_unit_test_base_timers_SOURCES = tests/unit/test_base_timers.c
tests_unit_test_base_timers_LDADD = $(BASE_UNIT_LIBS)
