# tui
noinst_LIBRARIES += libtui.a
libtui_a_SOURCES =

TUI_LIBS = libtui.a $(NCURSES_LIBS) $(BACKEND_LIBS)
