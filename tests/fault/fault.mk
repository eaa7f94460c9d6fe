# Killed, cut off, disk full: TAP programs (*.test) or cmocka programs, as in unit.mk.
FAULT_CLOUD = tests/fault/cloud.c tests/fault/cloud.h tests/fault/session.c tests/fault/session.h \
	tests/fault/standin.c tests/fault/standin.h tests/fault/triggers.c tests/fault/triggers.h $(UNIT_HELPERS)
FAULT_CPPFLAGS = $(UNIT_CPPFLAGS) -I$(top_srcdir)/tests/unit
FAULT_LIBS = $(BACKEND_LIBS) $(CMOCKA_LIBS) -lpthread
FAULT_TESTS = tests/fault/test_listing tests/fault/test_changes tests/fault/test_doctor tests/fault/test_guards tests/fault/test_hostile \
	tests/fault/test_keys tests/fault/test_killed tests/fault/test_weather

tests_fault_test_changes_SOURCES = tests/fault/test_changes.c $(FAULT_CLOUD)
tests_fault_test_changes_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_fault_test_changes_LDADD = $(FAULT_LIBS)

tests_fault_test_doctor_SOURCES = tests/fault/test_doctor.c $(FAULT_CLOUD)
tests_fault_test_doctor_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_fault_test_doctor_LDADD = $(FAULT_LIBS)

tests_fault_test_guards_SOURCES = tests/fault/test_guards.c $(FAULT_CLOUD)
tests_fault_test_guards_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_fault_test_guards_LDADD = $(FAULT_LIBS)

tests_fault_test_hostile_SOURCES = tests/fault/test_hostile.c $(FAULT_CLOUD)
tests_fault_test_hostile_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_fault_test_hostile_LDADD = $(FAULT_LIBS)

tests_fault_test_keys_SOURCES = tests/fault/test_keys.c $(FAULT_CLOUD)
tests_fault_test_keys_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_fault_test_keys_LDADD = $(FAULT_LIBS)

tests_fault_test_killed_SOURCES = tests/fault/test_killed.c $(FAULT_CLOUD)
tests_fault_test_killed_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_fault_test_killed_LDADD = $(FAULT_LIBS)

tests_fault_test_listing_SOURCES = tests/fault/test_listing.c $(FAULT_CLOUD)
tests_fault_test_listing_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_fault_test_listing_LDADD = $(FAULT_LIBS)

tests_fault_test_weather_SOURCES = tests/fault/test_weather.c tests/fault/swallow.c tests/fault/swallow.h $(FAULT_CLOUD)
tests_fault_test_weather_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_fault_test_weather_LDADD = $(FAULT_LIBS)

# Random keys over every screen. Not one of the threaded tests: it is the interface that is tried.
tests_fault_test_monkey_SOURCES = tests/fault/test_monkey.c $(FAULT_CLOUD)
tests_fault_test_monkey_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_fault_test_monkey_LDADD = $(TUI_LIBS) $(CMOCKA_LIBS) -lpthread

# Makes one change and is killed meanwhile.
tests_fault_changer_SOURCES = tests/fault/changer.c tests/fault/triggers.c tests/fault/triggers.h
tests_fault_changer_CPPFLAGS = $(FAULT_CPPFLAGS)
tests_fault_changer_LDADD = $(BACKEND_LIBS) -lpthread

if HAVE_CMOCKA
check_PROGRAMS += $(FAULT_TESTS) tests/fault/changer tests/fault/test_monkey
TESTS += $(FAULT_TESTS) tests/fault/test_monkey
THREADED_TESTS += $(FAULT_TESTS)
endif

# The whole program against the local cloud.
TESTS += tests/fault/disk.test tests/fault/killed.test
EXTRA_DIST += tests/fault/disk.test tests/fault/killed.test
