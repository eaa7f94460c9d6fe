#include "model/store_doctor.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"

size_t store_doctor_add(struct store_doctor *doctor, const char *region, const char *what)
{
    ARRAY_GROW(doctor->checks, doctor->count + 1, doctor->capacity);
    doctor->checks[doctor->count] = (struct store_check){.region = mem_dup(region), .what = mem_dup(what)};
    return doctor->count++;
}

void store_doctor_settle(struct store_doctor *doctor, size_t line, enum store_check_state state,
                         const char *detail, const char *hint)
{
    struct store_check *check = &doctor->checks[line];

    if (check->state != STORE_CHECK_PENDING)
        return;
    check->state = state;
    check->detail = mem_dup(detail);
    check->hint = hint && *hint ? mem_dup(hint) : NULL;
}

size_t store_doctor_count(const struct store_doctor *doctor, enum store_check_state state)
{
    size_t count = 0;

    for (size_t i = 0; i < doctor->count; i++)
        count += doctor->checks[i].state == state;
    return count;
}

bool store_doctor_lacks_permission(const struct store_doctor *doctor)
{
    for (size_t i = 0; i < doctor->count; i++)
        if (doctor->checks[i].state == STORE_CHECK_FAILED && strchr(doctor->checks[i].what, ':'))
            return true;
    return false;
}

const char *store_doctor_word(enum store_check_state state)
{
    static const char *const words[] = {
        [STORE_CHECK_PENDING] = "",
        [STORE_CHECK_PASSED] = "passed",
        [STORE_CHECK_FAILED] = "failed",
        [STORE_CHECK_SKIPPED] = "skipped",
    };

    return words[state];
}

cJSON *store_doctor_present(const struct store_doctor *doctor)
{
    cJSON *list = cJSON_CreateArray();

    for (size_t i = 0; i < doctor->count; i++) {
        const struct store_check *check = &doctor->checks[i];
        cJSON *line = cJSON_CreateObject();

        json_set_text(line, "State", store_doctor_word(check->state));
        json_set_text(line, "Region", *check->region ? check->region : NULL);
        json_set_text(line, "Check", check->what);
        json_set_text(line, "Detail", check->detail);
        json_set_text(line, "Hint", check->hint);
        cJSON_AddItemToArray(list, line);
    }
    return list;
}

void store_doctor_copy(struct store_doctor *to, const struct store_doctor *from)
{
    *to = (struct store_doctor){.state = from->state};
    for (size_t i = 0; i < from->count; i++) {
        const struct store_check *check = &from->checks[i];

        store_doctor_add(to, check->region, check->what);
        to->checks[i].state = check->state;
        to->checks[i].detail = mem_dup(check->detail);
        to->checks[i].hint = mem_dup(check->hint);
    }
}

void store_doctor_release(struct store_doctor *doctor)
{
    for (size_t i = 0; i < doctor->count; i++) {
        free(doctor->checks[i].region);
        free(doctor->checks[i].what);
        free(doctor->checks[i].detail);
        free(doctor->checks[i].hint);
    }
    free(doctor->checks);
    *doctor = (struct store_doctor){.state = STORE_UNREAD};
}
