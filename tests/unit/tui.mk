# Units of the interface's pieces; none of them needs a terminal.
UNIT_TESTS += tests/unit/test_tui_input
tests_unit_test_tui_input_SOURCES = tests/unit/test_tui_input.c
tests_unit_test_tui_input_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_tui_keymap
tests_unit_test_tui_keymap_SOURCES = tests/unit/test_tui_keymap.c
tests_unit_test_tui_keymap_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_tui_canvas
tests_unit_test_tui_canvas_SOURCES = tests/unit/test_tui_canvas.c
tests_unit_test_tui_canvas_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_tui_widgets
tests_unit_test_tui_widgets_SOURCES = tests/unit/test_tui_widgets.c
tests_unit_test_tui_widgets_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS)

UNIT_SCREENS = tests/unit/screens.c tests/unit/screens.h tests/unit/fake_backend.c tests/unit/fake_backend.h

UNIT_TESTS += tests/unit/test_tui_login
tests_unit_test_tui_login_SOURCES = tests/unit/test_tui_login.c $(UNIT_SCREENS)
tests_unit_test_tui_login_LDADD = libtui.a $(NCURSES_LIBS) libsql.a $(SQLITE_LIBS) $(MODEL_LIBS) -lm $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_tui_screens
tests_unit_test_tui_screens_SOURCES = tests/unit/test_tui_screens.c tests/unit/helpers.c $(UNIT_SCREENS)
tests_unit_test_tui_screens_LDADD = libtui.a $(NCURSES_LIBS) libsql.a $(SQLITE_LIBS) $(MODEL_LIBS) -lm $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_tui_lines
tests_unit_test_tui_lines_SOURCES = tests/unit/test_tui_lines.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_tui_lines_LDADD = libtui.a $(MODEL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_tui_news
tests_unit_test_tui_news_SOURCES = tests/unit/test_tui_news.c
tests_unit_test_tui_news_LDADD = libtui.a $(NCURSES_LIBS) libsql.a $(SQLITE_LIBS) $(MODEL_LIBS) -lm $(CMOCKA_LIBS)
