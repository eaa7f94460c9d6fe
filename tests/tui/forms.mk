# The form, its review and the view of one trigger.
KEY_SCRIPT_FILES += \
	tests/tui/bulk.script \
	tests/tui/bulk_protected.script \
	tests/tui/bulk_reading.script \
	tests/tui/compare.script \
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
	tests/tui/view.script
