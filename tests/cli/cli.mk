# The command line against the local cloud: shell programs that speak TAP (see tests/cli/lib.sh). They are run with the
# environment of AM_TESTS_ENVIRONMENT (see Makefile.am): $ETRIG is the program, $top_srcdir and $builddir the two trees.
CLI_TESTS = \
	tests/cli/usage.test \
	tests/cli/completion.test tests/cli/cached.test \
	tests/cli/reading.test \
	tests/cli/changing.test \
	tests/cli/sql.test tests/cli/sql_select.test tests/cli/sql_signals.test tests/cli/sql_input.test \
	tests/cli/undo.test tests/cli/undo_killed.test \
	tests/cli/tokens.test \
	tests/cli/promote.test \
	tests/cli/promote_killed.test \
	tests/cli/apply.test \
	tests/cli/apply_killed.test \
	tests/cli/bad_input.test \
	tests/cli/documents.test \
	tests/cli/credentials.test \
	tests/cli/regions.test \
	tests/cli/doctor.test \
	tests/cli/lint.test \
	tests/cli/test_command.test \
	tests/cli/golden.test tests/cli/streams.test tests/cli/unattended.test \
	tests/cli/arriving.test \
	tests/cli/permissions.test \
	tests/cli/serve.test \
	tests/cli/credentials_sso.test \
	tests/cli/secrets.test \
	tests/cli/weather.test
TESTS += $(CLI_TESTS)
EXTRA_DIST += $(CLI_TESTS) tests/cli/lib.sh tests/cli/golden tests/cli/sql

# answers in odd ways, or not at all
check_PROGRAMS += tests/cli/odd_server
tests_cli_odd_server_SOURCES = tests/cli/odd_server.c tests/fault/swallow.c tests/fault/swallow.h
tests_cli_odd_server_CPPFLAGS = $(UNIT_CPPFLAGS) -I$(top_srcdir)/tests/fault

# a local cloud with thousands of triggers, for weather.test
check_PROGRAMS += tests/cli/fill_cloud
tests_cli_fill_cloud_SOURCES = tests/cli/fill_cloud.c
tests_cli_fill_cloud_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_cli_fill_cloud_LDADD = $(LOCAL_LIBS)

# hands out keys, for credentials.test
check_PROGRAMS += tests/cli/keys_server
tests_cli_keys_server_SOURCES = tests/cli/keys_server.c tests/cli/little_server.c tests/cli/little_server.h
tests_cli_keys_server_CPPFLAGS = $(UNIT_CPPFLAGS) -I$(top_srcdir)/tests/cli

# portal and tokens of IAM Identity Center, for credentials_sso.test
check_PROGRAMS += tests/cli/sso_server
tests_cli_sso_server_SOURCES = tests/cli/sso_server.c tests/cli/little_server.c tests/cli/little_server.h
tests_cli_sso_server_CPPFLAGS = $(UNIT_CPPFLAGS) -I$(top_srcdir)/tests/cli
