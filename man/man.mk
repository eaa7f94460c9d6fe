# The manuals, whose tables are made from the program's own.
dist_man_MANS = man/etrig.1 man/etrig-config.5 man/etrig-sql.7
check_PROGRAMS += man/tables
man_tables_SOURCES = man/tables.c
man_tables_LDADD = $(CLI_LIBS) $(LOCAL_LIBS) -lpthread
TESTS += man/manual.sh man/lint.sh
EXTRA_DIST += man/manual.sh man/lint.sh scripts/update-manual
