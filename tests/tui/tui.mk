# The interface driven by key scripts, without a terminal (src/tui/script.h says how they are written).
#
#     KEY_SCRIPT_FILES += tests/tui/name.script
#
# tests/tui/run_script FILE runs one by hand; with --accept it puts the screens that it found into the file.
KEY_SCRIPT_FILES = \
	tests/tui/ascii.script \
	tests/tui/asking.script \
	tests/tui/cached.script \
	tests/tui/cached_domain.script \
	tests/tui/cancel.script \
	tests/tui/closed.script \
	tests/tui/delete.script \
	tests/tui/dialog_tiny.script \
	tests/tui/denied.script \
	tests/tui/denied_change.script \
	tests/tui/denied_list.script \
	tests/tui/doctor.script \
	tests/tui/doctor_noaccount.script \
	tests/tui/failing.script \
	tests/tui/filter.script \
	tests/tui/footers.script \
	tests/tui/help.script \
	tests/tui/keys.script \
	tests/tui/lint.script \
	tests/tui/noaccount.script \
	tests/tui/noregion.script \
	tests/tui/noregion_noprofile.script \
	tests/tui/pickers.script \
	tests/tui/promote.script \
	tests/tui/promote_many.script \
	tests/tui/promote_missing.script \
	tests/tui/promote_protected.script \
	tests/tui/protected.script \
	tests/tui/quitting.script \
	tests/tui/readonly.script \
	tests/tui/regions.script \
	tests/tui/regions_profile.script \
	tests/tui/slow.script \
	tests/tui/sql.script \
	tests/tui/sql_change.script \
	tests/tui/sql_export.script \
	tests/tui/sql_history.script \
	tests/tui/sql_protected.script \
	tests/tui/sql_reading.script \
	tests/tui/sql_refused.script \
	tests/tui/sql_stop.script \
	tests/tui/sql_tiny.script \
	tests/tui/throttled.script \
	tests/tui/triggers.script \
	tests/tui/undo_create.script \
	tests/tui/undo_delete.script \
	tests/tui/undo_refused.script \
	tests/tui/undo_update.script \
	tests/tui/undo_update_collides.script \
	tests/tui/unread.script \
	tests/tui/weather.script
include $(top_srcdir)/tests/tui/forms.mk
check_PROGRAMS += tests/tui/run_script
tests_tui_run_script_SOURCES = tests/tui/run_script.c tests/tui/picture.c tests/tui/picture.h
tests_tui_run_script_CPPFLAGS = $(UNIT_CPPFLAGS) -I$(top_srcdir)/tests/tui
tests_tui_run_script_LDADD = $(TUI_LIBS) $(LOCAL_LIBS) -lpthread
SCRIPT_LOG_COMPILER = tests/tui/run_script
SCRIPT_LOG_DRIVER = $(TEST_LOG_DRIVER)
TESTS += $(KEY_SCRIPT_FILES)
THREADED_TESTS += $(KEY_SCRIPT_FILES)
EXTRA_DIST += $(KEY_SCRIPT_FILES)
