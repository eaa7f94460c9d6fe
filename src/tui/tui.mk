# tui
noinst_LIBRARIES += libtui.a
libtui_a_SOURCES = \
	src/tui/action.c src/tui/action.h \
	src/tui/aws_command.c src/tui/aws_command.h \
	src/tui/canvas.c src/tui/canvas.h \
	src/tui/change_options.c src/tui/change_options.h \
	src/tui/clipboard.c src/tui/clipboard.h \
	src/tui/dialog.c src/tui/dialog.h \
	src/tui/overlay.c src/tui/overlay.h \
	src/tui/frame.c src/tui/frame.h \
	src/tui/input.c src/tui/input.h \
	src/tui/keymap.c src/tui/keymap.h \
	src/tui/line_widget.c src/tui/line_widget.h \
	src/tui/news.c src/tui/news.h \
	src/tui/script.c src/tui/script.h \
	src/tui/script_elsewhere.c src/tui/script_elsewhere.h \
	src/tui/script_program.c src/tui/script_program.h \
	src/tui/save_dialog.c src/tui/save_dialog.h \
	src/tui/sql_export.c src/tui/sql_export.h \
	src/tui/sql_input.c src/tui/sql_input.h \
	src/tui/sql_rows.c src/tui/sql_rows.h \
	src/tui/sql_session.c src/tui/sql_session_change.c src/tui/sql_session.h src/tui/sql_session_state.h \
	src/tui/table_widget.c src/tui/table_widget.h \
	src/tui/terminal.c src/tui/terminal.h \
	src/tui/text_editor.c src/tui/text_editor.h \
	src/tui/text_widget.c src/tui/text_widget.h \
	src/tui/theme.c src/tui/theme.h \
	src/tui/trigger_acts.c src/tui/trigger_acts.h \
	src/tui/trigger_lines.c src/tui/trigger_lines.h \
	src/tui/trigger_marks.c src/tui/trigger_marks.h \
	src/tui/trigger_reads.c src/tui/trigger_reads.h \
	src/tui/trigger_scope.c src/tui/trigger_scope.h \
	src/tui/trigger_table.c src/tui/trigger_table.h \
	src/tui/trigger_target.h \
	src/tui/trigger_words.c src/tui/trigger_words.h \
	src/tui/try_page.c src/tui/try_page.h \
	src/tui/try_samples.c src/tui/try_samples.h \
	src/tui/tui.c src/tui/tui.h \
	src/tui/tui_kept.c \
	src/tui/tui_login.c \
	src/tui/tui_program.c \
	src/tui/tui_run.c \
	src/tui/tui_say.c \
	src/tui/tui_state.h \
	src/tui/tui_typed.c src/tui/tui_undo.c \
	src/tui/undo_items.c src/tui/undo_items.h \
	src/tui/undo_several.c src/tui/undo_several.h \
	src/tui/view.h \
	src/tui/view_command.c src/tui/view_command.h \
	src/tui/view_connection.c src/tui/view_connection.h \
	src/tui/view_delete.c src/tui/view_delete.h \
	src/tui/view_doctor.c src/tui/view_doctor.h \
	src/tui/view_export.c src/tui/view_export.h \
	src/tui/view_form.h \
	src/tui/view_help.c src/tui/view_help.h \
	src/tui/view_messages.c src/tui/view_messages.h \
	src/tui/view_operation.c src/tui/view_operation.h \
	src/tui/view_operations.c src/tui/view_operations.h \
	src/tui/view_picker.c src/tui/view_picker.h \
	src/tui/view_record.c src/tui/view_record.h \
	src/tui/view_sql.c src/tui/view_sql.h \
	src/tui/view_text.c src/tui/view_text.h \
	src/tui/view_trigger.h \
	src/tui/view_triggers.c src/tui/view_triggers.h \
	src/tui/view_try.c src/tui/view_try.h \
	src/tui/view_undo.c src/tui/view_undo.h

include $(top_srcdir)/src/tui/tui_forms.mk

TUI_LIBS = libtui.a $(NCURSES_LIBS) $(SQL_LIBS)
