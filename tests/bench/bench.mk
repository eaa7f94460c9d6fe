# Measures every budget that README names; run by `make bench`, never by `make check`.
bench_programs = tests/bench/bench_time tests/bench/bench_screen tests/bench/bench_server tests/bench/bench_keys \
	tests/bench/bench_listing
tests_bench_bench_time_SOURCES = tests/bench/bench_time.c
tests_bench_bench_time_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_bench_bench_screen_SOURCES = tests/bench/bench_screen.c
tests_bench_bench_screen_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_bench_bench_screen_LDADD = -lutil
tests_bench_bench_server_SOURCES = tests/bench/bench_server.c
tests_bench_bench_server_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_bench_bench_server_LDADD = $(MICROHTTPD_LIBS)
tests_bench_bench_keys_SOURCES = tests/bench/bench_keys.c
tests_bench_bench_keys_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_bench_bench_keys_LDADD = $(TUI_LIBS) -lpthread
tests_bench_bench_listing_SOURCES = tests/bench/bench_listing.c
tests_bench_bench_listing_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_bench_bench_listing_LDADD = $(MODEL_LIBS)
EXTRA_PROGRAMS += $(bench_programs)
EXTRA_DIST += tests/bench/run scripts/update-figures
CLEANFILES += $(bench_programs)

.PHONY: bench bench-programs
bench-programs: src/etrig $(bench_programs)
bench: bench-programs
	$(top_srcdir)/tests/bench/run .
