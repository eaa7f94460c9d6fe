# The form, its review and the view of one trigger.
libtui_a_SOURCES += \
	src/tui/columns_widget.c src/tui/columns_widget.h \
	src/tui/form.c src/tui/form.h \
	src/tui/form_base.c src/tui/form_base.h \
	src/tui/form_begin.c src/tui/form_begin.h \
	src/tui/form_choices.c src/tui/form_choices.h \
	src/tui/form_draft.c src/tui/form_draft.h \
	src/tui/form_draw.c src/tui/form_draw.h \
	src/tui/form_edit.c src/tui/form_edit.h \
	src/tui/form_edit_whole.c \
	src/tui/form_editor.c src/tui/form_editor.h \
	src/tui/form_field.c src/tui/form_field.h \
	src/tui/form_folds.c src/tui/form_folds.h \
	src/tui/form_help.c src/tui/form_help.h \
	src/tui/form_lint.c src/tui/form_lint.h \
	src/tui/form_picker.c src/tui/form_picker.h \
	src/tui/form_places.c src/tui/form_places.h \
	src/tui/form_rows.c src/tui/form_rows.h \
	src/tui/form_session.c src/tui/form_session.h \
	src/tui/form_summary.c src/tui/form_summary.h \
	src/tui/form_text.c src/tui/form_text.h \
	src/tui/form_undo.c src/tui/form_undo.h \
	src/tui/form_values.c src/tui/form_values.h \
	src/tui/trigger_page.c src/tui/trigger_page.h \
	src/tui/review_page.c src/tui/review_page.h \
	src/tui/view_conflict.c src/tui/view_conflict.h \
	src/tui/view_field.c src/tui/view_field.h \
	src/tui/view_form.c \
	src/tui/view_review.c src/tui/view_review.h \
	src/tui/view_trigger.c
