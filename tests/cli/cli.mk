# The command line against the local cloud: shell programs that speak TAP. They are run with the environment of
# AM_TESTS_ENVIRONMENT (see Makefile.am): $ETRIG is the program, $srcdir and $builddir the two trees.
#
#     TESTS += tests/cli/name.test
#     EXTRA_DIST += tests/cli/name.test

check_PROGRAMS += tests/cli/serve_main
tests_cli_serve_main_SOURCES = tests/cli/serve_main.c
tests_cli_serve_main_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_cli_serve_main_LDADD = $(LOCAL_LIBS)

TESTS += tests/cli/serve.test
EXTRA_DIST += tests/cli/serve.test
