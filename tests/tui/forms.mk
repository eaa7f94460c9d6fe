# The form, its review and the view of one trigger.
KEY_SCRIPT_FILES += \
	tests/tui/bulk.script \
	tests/tui/bulk_protected.script \
	tests/tui/bulk_reading.script \
	tests/tui/compare.script \
	tests/tui/draft.script \
	tests/tui/draft_new.script \
	tests/tui/draft_unclaimed.script \
	tests/tui/exists.script \
	tests/tui/export.script \
	tests/tui/export_slow.script \
	tests/tui/form_ahead.script \
	tests/tui/form_ascii.script \
	tests/tui/form_columns.script \
	tests/tui/form_edit.script \
	tests/tui/form_limits.script \
	tests/tui/form_line.script \
	tests/tui/form_new.script \
	tests/tui/form_operators.script \
	tests/tui/form_paste.script \
	tests/tui/form_periods.script \
	tests/tui/form_problems.script \
	tests/tui/form_sizes.script \
	tests/tui/form_slow.script \
	tests/tui/gone.script \
	tests/tui/gone_draft.script \
	tests/tui/merge.script \
	tests/tui/merge_own.script tests/tui/merge_own_anew.script \
	tests/tui/merge_sent.script \
	tests/tui/merge_tags.script \
	tests/tui/review.script \
	tests/tui/review_tiny.script \
	tests/tui/text.script \
	tests/tui/text_at_once.script \
	tests/tui/text_new.script \
	tests/tui/try.script \
	tests/tui/try_form.script \
	tests/tui/try_unread.script \
	tests/tui/view.script
