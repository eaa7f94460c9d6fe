# Fuzz targets. With --enable-fuzzing and a clang that has libFuzzer they fuzz; otherwise replay.c is their main, which
# feeds them the files they are given, so that every build's `make check` runs the corpus. To add one:
#
#     FUZZ_TARGETS += tests/fuzz/fuzz_name                      and a folder tests/fuzz/corpus/name with a few files
#     tests_fuzz_fuzz_name_SOURCES = tests/fuzz/fuzz_name.c $(FUZZ_MAIN)
#     tests_fuzz_fuzz_name_LDADD = $(BASE_LIBS)
#     tests_fuzz_fuzz_name_LDFLAGS = $(FUZZ_LINK)
#     EXTRA_DIST += tests/fuzz/corpus/name
if HAVE_LIBFUZZER
FUZZ_MAIN =
else
FUZZ_MAIN = tests/fuzz/replay.c
endif
FUZZ_LINK = $(AM_LDFLAGS) $(FUZZ_LDFLAGS)

FUZZ_TARGETS += tests/fuzz/fuzz_json
tests_fuzz_fuzz_json_SOURCES = tests/fuzz/fuzz_json.c $(FUZZ_MAIN)
tests_fuzz_fuzz_json_LDADD = $(BASE_LIBS)
tests_fuzz_fuzz_json_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/json

FUZZ_TARGETS += tests/fuzz/fuzz_ini
tests_fuzz_fuzz_ini_SOURCES = tests/fuzz/fuzz_ini.c $(FUZZ_MAIN)
tests_fuzz_fuzz_ini_LDADD = $(BASE_LIBS)
tests_fuzz_fuzz_ini_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/ini

FUZZ_TARGETS += tests/fuzz/fuzz_cache
tests_fuzz_fuzz_cache_SOURCES = tests/fuzz/fuzz_cache.c $(FUZZ_MAIN)
tests_fuzz_fuzz_cache_LDADD = $(BACKEND_LIBS)
tests_fuzz_fuzz_cache_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/cache

FUZZ_TARGETS += tests/fuzz/fuzz_answer
tests_fuzz_fuzz_answer_SOURCES = tests/fuzz/fuzz_answer.c $(FUZZ_MAIN)
tests_fuzz_fuzz_answer_LDADD = $(AWS_LIBS)
tests_fuzz_fuzz_answer_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/answer

FUZZ_TARGETS += tests/fuzz/fuzz_config
tests_fuzz_fuzz_config_SOURCES = tests/fuzz/fuzz_config.c $(FUZZ_MAIN)
tests_fuzz_fuzz_config_LDADD = $(AWS_LIBS)
tests_fuzz_fuzz_config_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/config

FUZZ_TARGETS += tests/fuzz/fuzz_credentials
tests_fuzz_fuzz_credentials_SOURCES = tests/fuzz/fuzz_credentials.c $(FUZZ_MAIN)
tests_fuzz_fuzz_credentials_LDADD = $(AWS_LIBS)
tests_fuzz_fuzz_credentials_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/credentials

FUZZ_TARGETS += tests/fuzz/fuzz_patch
tests_fuzz_fuzz_patch_SOURCES = tests/fuzz/fuzz_patch.c $(FUZZ_MAIN)
tests_fuzz_fuzz_patch_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_patch_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/patch

FUZZ_TARGETS += tests/fuzz/fuzz_document
tests_fuzz_fuzz_document_SOURCES = tests/fuzz/fuzz_document.c $(FUZZ_MAIN)
tests_fuzz_fuzz_document_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_document_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/document

FUZZ_TARGETS += tests/fuzz/fuzz_yaml
tests_fuzz_fuzz_yaml_SOURCES = tests/fuzz/fuzz_yaml.c $(FUZZ_MAIN)
tests_fuzz_fuzz_yaml_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_yaml_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/yaml

FUZZ_TARGETS += tests/fuzz/fuzz_match
tests_fuzz_fuzz_match_SOURCES = tests/fuzz/fuzz_match.c $(FUZZ_MAIN)
tests_fuzz_fuzz_match_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_match_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/match

FUZZ_TARGETS += tests/fuzz/fuzz_local
tests_fuzz_fuzz_local_SOURCES = tests/fuzz/fuzz_local.c $(FUZZ_MAIN)
tests_fuzz_fuzz_local_LDADD = $(LOCAL_LIBS)
tests_fuzz_fuzz_local_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/local
FUZZ_TARGETS += tests/fuzz/fuzz_keys
tests_fuzz_fuzz_keys_SOURCES = tests/fuzz/fuzz_keys.c $(FUZZ_MAIN)
tests_fuzz_fuzz_keys_LDADD = $(TUI_LIBS)
tests_fuzz_fuzz_keys_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/keys


FUZZ_TARGETS += tests/fuzz/fuzz_page
tests_fuzz_fuzz_page_SOURCES = tests/fuzz/fuzz_page.c $(FUZZ_MAIN)
tests_fuzz_fuzz_page_LDADD = $(BACKEND_LIBS)
tests_fuzz_fuzz_page_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/page

FUZZ_TARGETS += tests/fuzz/fuzz_template
tests_fuzz_fuzz_template_SOURCES = tests/fuzz/fuzz_template.c $(FUZZ_MAIN)
tests_fuzz_fuzz_template_LDADD = $(SQL_LIBS)
tests_fuzz_fuzz_template_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/template

FUZZ_TARGETS += tests/fuzz/fuzz_statement
tests_fuzz_fuzz_statement_SOURCES = tests/fuzz/fuzz_statement.c $(FUZZ_MAIN)
tests_fuzz_fuzz_statement_LDADD = $(SQL_LIBS)
tests_fuzz_fuzz_statement_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/statement

FUZZ_TARGETS += tests/fuzz/fuzz_sql
tests_fuzz_fuzz_sql_SOURCES = tests/fuzz/fuzz_sql.c $(FUZZ_MAIN)
tests_fuzz_fuzz_sql_LDADD = $(SQL_LIBS)
tests_fuzz_fuzz_sql_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/sql

FUZZ_TARGETS += tests/fuzz/fuzz_documents
tests_fuzz_fuzz_documents_SOURCES = tests/fuzz/fuzz_documents.c $(FUZZ_MAIN)
tests_fuzz_fuzz_documents_LDADD = $(MODEL_LIBS)
tests_fuzz_fuzz_documents_LDFLAGS = $(FUZZ_LINK)
EXTRA_DIST += tests/fuzz/corpus/documents

check_PROGRAMS += $(FUZZ_TARGETS)
TESTS += tests/fuzz/replay.test
EXTRA_DIST += tests/fuzz/replay.test tests/fuzz/replay.c
