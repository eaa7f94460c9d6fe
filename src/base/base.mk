# base: knows no domain word
noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	src/base/array.c src/base/array.h \
	src/base/banned.h \
	src/base/clock.c src/base/clock.h \
	src/base/csv.c src/base/csv.h \
	src/base/env.c src/base/env.h \
	src/base/err.c src/base/err.h \
	src/base/file.c src/base/file.h \
	src/base/hash.c src/base/hash.h \
	src/base/ini.c src/base/ini.h \
	src/base/json.c src/base/json.h \
	src/base/json_equal.c \
	src/base/json_print.c \
	src/base/json_scan.c src/base/json_scan.h \
	src/base/log.c src/base/log.h \
	src/base/marks.c src/base/marks.h \
	src/base/mem.c src/base/mem.h \
	src/base/program.c src/base/program.h \
	src/base/random.c src/base/random.h \
	src/base/spawn.c src/base/spawn.h \
	src/base/strbuf.c src/base/strbuf.h \
	src/base/text.c src/base/text.h \
	src/base/text_shown.c \
	src/base/texts.c src/base/texts.h \
	src/base/timers.c src/base/timers.h \
	src/base/watches.c src/base/watches.h

BASE_LIBS = libbase.a $(CJSON_LIBS) $(CRYPTO_LIBS) -lm
