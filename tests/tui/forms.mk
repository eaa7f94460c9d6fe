# The form, its review and the view of one trigger.
KEY_SCRIPT_FILES += \
	tests/tui/exists.script \
	tests/tui/gone.script \
	tests/tui/merge.script \
	tests/tui/merge_own.script \
	tests/tui/merge_sent.script \
	tests/tui/draft.script \
	tests/tui/form_ascii.script \
	tests/tui/form_edit.script \
	tests/tui/form_new.script \
	tests/tui/form_paste.script \
	tests/tui/form_problems.script \
	tests/tui/form_sizes.script \
	tests/tui/form_slow.script \
	tests/tui/review.script \
	tests/tui/view.script
