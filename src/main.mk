# the program
bin_PROGRAMS += src/etrig
src_etrig_SOURCES = src/main.c
src_etrig_LDADD = $(CLI_LIBS) $(LOCAL_LIBS) -lpthread
