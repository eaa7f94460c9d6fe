# The command line against the local cloud: shell programs that speak TAP. They are run with the environment of
# AM_TESTS_ENVIRONMENT (see Makefile.am): $ETRIG is the program, $srcdir and $builddir the two trees.
#
#     TESTS += tests/cli/name.test
#     EXTRA_DIST += tests/cli/name.test
