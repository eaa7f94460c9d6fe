# base: knows no domain word
noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	src/base/err.c src/base/err.h

BASE_LIBS = libbase.a $(CJSON_LIBS) $(CRYPTO_LIBS)
