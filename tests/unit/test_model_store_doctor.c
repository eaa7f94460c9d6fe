/* store_doctor: lines that are settled once, counted, copied and told. */
#include "helpers.h"

#include "model/store_doctor.h"

static void fill(struct store_doctor *doctor)
{
    *doctor = (struct store_doctor){.state = STORE_READING};
    store_doctor_add(doctor, "", "clock");
    store_doctor_add(doctor, "us-east-1", "profile:ListDomains");
    store_doctor_add(doctor, "us-east-1", "identity");
}

static void a_line_is_settled_once(void **state)
{
    struct store_doctor doctor;

    (void)state;
    fill(&doctor);
    assert_int_equal(store_doctor_count(&doctor, STORE_CHECK_PENDING), 3);
    store_doctor_settle(&doctor, 0, STORE_CHECK_PASSED, "right", NULL);
    store_doctor_settle(&doctor, 0, STORE_CHECK_FAILED, "wrong", "mend it");
    assert_int_equal(doctor.checks[0].state, STORE_CHECK_PASSED);
    assert_string_equal(doctor.checks[0].detail, "right");
    assert_null(doctor.checks[0].hint);
    assert_int_equal(store_doctor_count(&doctor, STORE_CHECK_PASSED), 1);
    assert_int_equal(store_doctor_count(&doctor, STORE_CHECK_FAILED), 0);
    store_doctor_release(&doctor);
}

static void lines_are_told_as_objects(void **state)
{
    struct store_doctor doctor;
    cJSON *list;

    (void)state;
    fill(&doctor);
    store_doctor_settle(&doctor, 0, STORE_CHECK_SKIPPED, "nobody answered", "");
    store_doctor_settle(&doctor, 1, STORE_CHECK_FAILED, "no", "allow it");
    list = store_doctor_present(&doctor);
    helpers_assert_json(list,
                        "[{'State':'skipped','Check':'clock','Detail':'nobody answered'},"
                        "{'State':'failed','Region':'us-east-1','Check':'profile:ListDomains','Detail':'no',"
                        "'Hint':'allow it'},{'State':'','Region':'us-east-1','Check':'identity'}]");
    cJSON_Delete(list);
    store_doctor_release(&doctor);
}

static void a_permission_that_failed_is_noticed(void **state)
{
    struct store_doctor doctor;

    (void)state;
    fill(&doctor);
    store_doctor_settle(&doctor, 0, STORE_CHECK_FAILED, "x", NULL);
    assert_false(store_doctor_lacks_permission(&doctor));
    store_doctor_settle(&doctor, 1, STORE_CHECK_FAILED, "x", NULL);
    assert_true(store_doctor_lacks_permission(&doctor));
    store_doctor_release(&doctor);
}

static void a_copy_lives_by_itself(void **state)
{
    struct store_doctor doctor, copy;

    (void)state;
    fill(&doctor);
    store_doctor_settle(&doctor, 1, STORE_CHECK_FAILED, "no", "allow it");
    store_doctor_copy(&copy, &doctor);
    store_doctor_release(&doctor);
    assert_int_equal(doctor.count, 0);
    assert_int_equal(copy.state, STORE_READING);
    assert_int_equal(copy.count, 3);
    assert_string_equal(copy.checks[1].what, "profile:ListDomains");
    assert_string_equal(copy.checks[1].region, "us-east-1");
    assert_string_equal(copy.checks[1].hint, "allow it");
    store_doctor_release(&copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_settled_once),
        cmocka_unit_test(lines_are_told_as_objects),
        cmocka_unit_test(a_permission_that_failed_is_noticed),
        cmocka_unit_test(a_copy_lives_by_itself),
    };

    return cmocka_run_group_tests_name("model store doctor", tests, NULL, NULL);
}
