# Units (cmocka). One program a file; each links only the archives of the layer it tests, which proves the direction:
#
#     UNIT_TESTS += tests/unit/test_name
#     tests_unit_test_name_SOURCES = tests/unit/test_name.c
#     tests_unit_test_name_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
#
# One whose program runs two threads goes into THREADED_TESTS too, and is run under ThreadSanitizer.
# They are compiled with $(UNIT_CPPFLAGS): the calls of banned.h may appear in tests.
UNIT_TESTS =
include $(top_srcdir)/tests/unit/aws.mk
include $(top_srcdir)/tests/unit/base.mk
include $(top_srcdir)/tests/unit/model_document.mk
include $(top_srcdir)/tests/unit/model_store.mk
include $(top_srcdir)/tests/unit/sql.mk
include $(top_srcdir)/tests/unit/tui.mk
include $(top_srcdir)/tests/unit/tui_forms.mk
include $(top_srcdir)/tests/unit/backend_disk.mk
include $(top_srcdir)/tests/unit/backend_worker.mk
include $(top_srcdir)/tests/unit/local.mk
if HAVE_CMOCKA
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
endif
