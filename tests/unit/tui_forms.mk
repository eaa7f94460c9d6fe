# Units of the form: it draws nothing, so they link no curses.
FORM_TEST_LIBS = libtui.a $(MODEL_LIBS) $(CMOCKA_LIBS)
FORM_TEST_HELPERS = \
	tests/unit/form_helpers.c tests/unit/form_helpers.h \
	tests/unit/helpers.c tests/unit/helpers.h

UNIT_TESTS += tests/unit/test_tui_form
tests_unit_test_tui_form_SOURCES = tests/unit/test_tui_form.c $(FORM_TEST_HELPERS)
tests_unit_test_tui_form_LDADD = $(FORM_TEST_LIBS)

UNIT_TESTS += tests/unit/test_tui_form_edit
tests_unit_test_tui_form_edit_SOURCES = tests/unit/test_tui_form_edit.c $(FORM_TEST_HELPERS)
tests_unit_test_tui_form_edit_LDADD = $(FORM_TEST_LIBS)

UNIT_TESTS += tests/unit/test_tui_form_exact
tests_unit_test_tui_form_exact_SOURCES = tests/unit/test_tui_form_exact.c $(FORM_TEST_HELPERS)
tests_unit_test_tui_form_exact_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_tui_form_random
tests_unit_test_tui_form_random_SOURCES = tests/unit/test_tui_form_random.c $(FORM_TEST_HELPERS)
tests_unit_test_tui_form_random_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_tui_form_field
tests_unit_test_tui_form_field_SOURCES = tests/unit/test_tui_form_field.c $(FORM_TEST_HELPERS)
tests_unit_test_tui_form_field_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_tui_form_values
tests_unit_test_tui_form_values_SOURCES = tests/unit/test_tui_form_values.c $(FORM_TEST_HELPERS)
tests_unit_test_tui_form_values_LDADD = $(FORM_TEST_LIBS)

UNIT_TESTS += tests/unit/test_model_merge
tests_unit_test_model_merge_SOURCES = tests/unit/test_model_merge.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_model_merge_LDADD = $(MODEL_LIBS) $(CMOCKA_LIBS)

# These draw, into a grid without a terminal.
UNIT_TESTS += tests/unit/test_tui_columns_widget
tests_unit_test_tui_columns_widget_SOURCES = tests/unit/test_tui_columns_widget.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_tui_columns_widget_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_tui_review
tests_unit_test_tui_review_SOURCES = tests/unit/test_tui_review.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_tui_review_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS) -lpthread

UNIT_TESTS += tests/unit/test_tui_merge
tests_unit_test_tui_merge_SOURCES = tests/unit/test_tui_merge.c $(UNIT_SCREENS)
tests_unit_test_tui_merge_LDADD = libtui.a $(NCURSES_LIBS) libsql.a $(SQLITE_LIBS) $(MODEL_LIBS) -lm $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_tui_undo
tests_unit_test_tui_undo_SOURCES = tests/unit/test_tui_undo.c $(UNIT_SCREENS)
tests_unit_test_tui_undo_LDADD = libtui.a $(NCURSES_LIBS) libsql.a $(SQLITE_LIBS) $(MODEL_LIBS) -lm $(CMOCKA_LIBS)
UNIT_TESTS += tests/unit/test_tui_clipboard
tests_unit_test_tui_clipboard_SOURCES = tests/unit/test_tui_clipboard.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_tui_clipboard_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS) -lpthread
