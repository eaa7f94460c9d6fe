# The interface in a real terminal (tmux): shell programs that speak TAP (*.test); without tmux they skip.
TERMINAL_TESTS = \
	tests/terminal/carry.test \
	tests/terminal/colour.test \
	tests/terminal/completion.test \
	tests/terminal/dead.test \
	tests/terminal/draft.test \
	tests/terminal/editor.test \
	tests/terminal/hung.test \
	tests/terminal/keys.test \
	tests/terminal/login.test \
	tests/terminal/mfa.test \
	tests/terminal/progress.test \
	tests/terminal/question.test \
	tests/terminal/quit.test \
	tests/terminal/signals.test \
	tests/terminal/slow.test \
	tests/terminal/sql.test
TESTS += $(TERMINAL_TESTS)
EXTRA_DIST += $(TERMINAL_TESTS) tests/terminal/lib.sh

# In a terminal of the test's own, whose raw bytes are looked at.
PTY_SOURCES = tests/terminal/pty.c tests/terminal/pty.h $(UNIT_HELPERS)
PTY_CPPFLAGS = $(UNIT_CPPFLAGS) -I$(top_srcdir)/tests/unit -I$(top_srcdir)/tests/fault
PTY_TESTS = tests/terminal/test_faults tests/terminal/test_strangers

tests_terminal_test_faults_SOURCES = tests/terminal/test_faults.c $(PTY_SOURCES)
tests_terminal_test_faults_CPPFLAGS = $(PTY_CPPFLAGS)
tests_terminal_test_faults_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS) -lutil

tests_terminal_test_strangers_SOURCES = tests/terminal/test_strangers.c tests/fault/standin.c tests/fault/standin.h $(PTY_SOURCES)
tests_terminal_test_strangers_CPPFLAGS = $(PTY_CPPFLAGS)
tests_terminal_test_strangers_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS) -lutil -lpthread

if HAVE_CMOCKA
check_PROGRAMS += $(PTY_TESTS)
TESTS += $(PTY_TESTS)
endif
