# model
noinst_LIBRARIES += libmodel.a
# tables, documents, checks, changes, sentences
MODEL_DOCUMENT_SOURCES = \
	src/model/check.c src/model/check.h \
	src/model/check_words.c src/model/check_words.h \
	src/model/document.c src/model/document.h \
	src/model/duration.c src/model/duration.h \
	src/model/fields.c src/model/fields.h \
	src/model/fields_event_trigger.c \
	src/model/pattern.c src/model/pattern.h \
	src/model/pointer.c src/model/pointer.h
libmodel_a_SOURCES = $(MODEL_DOCUMENT_SOURCES)

MODEL_LIBS = libmodel.a $(BASE_LIBS)
