# Units of the local cloud: without HTTP; they link liblocal.a and what it may use, never the backend.
LOCAL_FIXTURE = tests/unit/local_fixture.c tests/unit/local_fixture.h tests/unit/helpers.c tests/unit/helpers.h

UNIT_TESTS += tests/unit/test_local_control
tests_unit_test_local_control_SOURCES = tests/unit/test_local_control.c $(LOCAL_FIXTURE)
tests_unit_test_local_control_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_local_control_LDADD = $(LOCAL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_local_operation
tests_unit_test_local_operation_SOURCES = tests/unit/test_local_operation.c $(LOCAL_FIXTURE)
tests_unit_test_local_operation_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_local_operation_LDADD = $(LOCAL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_local_profiles
tests_unit_test_local_profiles_SOURCES = tests/unit/test_local_profiles.c $(LOCAL_FIXTURE)
tests_unit_test_local_profiles_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_local_profiles_LDADD = $(LOCAL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_local_sample
tests_unit_test_local_sample_SOURCES = tests/unit/test_local_sample.c $(LOCAL_FIXTURE)
tests_unit_test_local_sample_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_local_sample_LDADD = $(LOCAL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_local_deny
tests_unit_test_local_deny_SOURCES = tests/unit/test_local_deny.c $(LOCAL_FIXTURE)
tests_unit_test_local_deny_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_local_deny_LDADD = $(LOCAL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_local_auth
tests_unit_test_local_auth_SOURCES = tests/unit/test_local_auth.c $(LOCAL_FIXTURE)
tests_unit_test_local_auth_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_local_auth_LDADD = $(LOCAL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_local_child
tests_unit_test_local_child_SOURCES = tests/unit/test_local_child.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_local_child_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_local_child_LDADD = $(LOCAL_LIBS) $(CMOCKA_LIBS)

UNIT_TESTS += tests/unit/test_local_state
tests_unit_test_local_state_SOURCES = tests/unit/test_local_state.c tests/unit/helpers.c tests/unit/helpers.h
tests_unit_test_local_state_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_local_state_LDADD = $(LOCAL_LIBS) $(CMOCKA_LIBS)
