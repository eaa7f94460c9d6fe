# The interface in a real terminal (tmux): shell programs that speak TAP (*.test); without tmux they skip.
TERMINAL_TESTS = \
	tests/terminal/hung.test \
	tests/terminal/keys.test \
	tests/terminal/quit.test \
	tests/terminal/signals.test \
	tests/terminal/slow.test
TESTS += $(TERMINAL_TESTS)
EXTRA_DIST += $(TERMINAL_TESTS) tests/terminal/lib.sh
