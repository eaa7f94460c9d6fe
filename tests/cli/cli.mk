# The command line against the local cloud: shell programs that speak TAP (see tests/cli/lib.sh). They are run with the
# environment of AM_TESTS_ENVIRONMENT (see Makefile.am): $ETRIG is the program, $top_srcdir and $builddir the two trees.
CLI_TESTS = \
	tests/cli/usage.test \
	tests/cli/reading.test \
	tests/cli/changing.test \
	tests/cli/bad_input.test \
	tests/cli/doctor.test \
	tests/cli/permissions.test \
	tests/cli/serve.test \
	tests/cli/secrets.test
TESTS += $(CLI_TESTS)
EXTRA_DIST += $(CLI_TESTS) tests/cli/lib.sh

# answers in odd ways, for bad_input.test
check_PROGRAMS += tests/cli/odd_server
tests_cli_odd_server_SOURCES = tests/cli/odd_server.c
tests_cli_odd_server_CPPFLAGS = $(UNIT_CPPFLAGS)
