# The form, its review and the view of one trigger.
libtui_a_SOURCES += \
	src/tui/form.c src/tui/form.h \
	src/tui/form_base.c src/tui/form_base.h \
	src/tui/form_edit.c src/tui/form_edit.h \
	src/tui/form_folds.c src/tui/form_folds.h \
	src/tui/form_places.c src/tui/form_places.h \
	src/tui/form_rows.c src/tui/form_rows.h \
	src/tui/form_text.c src/tui/form_text.h \
	src/tui/form_undo.c src/tui/form_undo.h \
	src/tui/form_values.c src/tui/form_values.h \
	src/tui/trigger_page.c src/tui/trigger_page.h \
	src/tui/view_trigger.c
