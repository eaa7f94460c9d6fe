# cli
noinst_LIBRARIES += libcli.a
libcli_a_SOURCES =

CLI_LIBS = libcli.a $(TUI_LIBS)
