# backend
noinst_LIBRARIES += libbackend.a
# what is kept on disk: operations, drafts, the last listing
BACKEND_DISK_SOURCES = \
	src/backend/draft.c src/backend/draft.h \
	src/backend/journal.c src/backend/journal.h \
	src/backend/journal_entry.c src/backend/journal_entry.h \
	src/backend/journal_owner.c src/backend/journal_owner.h
libbackend_a_SOURCES = $(BACKEND_DISK_SOURCES)

BACKEND_LIBS = libbackend.a libaws.a $(SQLITE_LIBS) $(CURL_LIBS) $(MODEL_LIBS)
