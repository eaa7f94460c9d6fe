# base: knows no domain word
noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	src/base/array.c src/base/array.h \
	src/base/banned.h \
	src/base/err.c src/base/err.h \
	src/base/mem.c src/base/mem.h \
	src/base/strbuf.c src/base/strbuf.h

BASE_LIBS = libbase.a $(CJSON_LIBS) $(CRYPTO_LIBS)
