# The form, its review and the view of one trigger.
KEY_SCRIPT_FILES += \
	tests/tui/conflict.script \
	tests/tui/conflict_own.script \
	tests/tui/conflict_sent.script \
	tests/tui/draft.script \
	tests/tui/form_ascii.script \
	tests/tui/form_edit.script \
	tests/tui/form_new.script \
	tests/tui/form_paste.script \
	tests/tui/form_problems.script \
	tests/tui/form_sizes.script \
	tests/tui/form_slow.script \
	tests/tui/review.script \
	tests/tui/try.script \
	tests/tui/try_form.script \
	tests/tui/try_unread.script \
	tests/tui/view.script
