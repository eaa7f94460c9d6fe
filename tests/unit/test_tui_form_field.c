/* form_field: what is pasted into the values of an attribute, as a line or one a line, and how many at once. */
#include "form_helpers.h"

#include <string.h>

#include "base/array.h"
#include "model/pointer.h"
#include "tui/form_field.h"

#define VALUES "/EventTriggerConditions/0/EventTriggerDimensions/0/ObjectAttributes/1/Values"

/* "1", "2", … up to count, each with the separator behind it. */
static void add_numbers(struct strbuf *out, int count, const char *separator)
{
    for (int i = 1; i <= count; i++)
        strbuf_addf(out, "%d%s", i, separator);
}

/* Pastes so many at the end of the first of the values, or of all as a line; returns how many there are then. */
static int paste(const char *place, int count, const char *separator, struct err *err)
{
    struct form *form = form_helpers_edit(form_helpers_order);
    struct form_field field;
    struct strbuf text = STRBUF_INIT;
    bool done;
    int values;

    form_helpers_at(form, VALUES);
    assert_true(form_toggle(form)); /* they stand one a line */
    form_helpers_at(form, place);
    form_field_init(&field);
    form_field_attach(&field, form);
    add_numbers(&text, count, separator);
    done = form_field_text(&field, text.text, true, NULL, err);
    assert_int_equal(done, err->code == ERR_NONE);
    values = cJSON_GetArraySize(pointer_get(form->document, VALUES));
    strbuf_release(&text);
    form_field_release(&field);
    form_free(form);
    return values;
}

static const struct {
    const char *place, *separator;
    int more; /* values beside the pasted ones: "EUR" and "GBP", of which the first pasted one continues one */
} shapes[] = {
    {VALUES "/0", "\n", 1},
    {VALUES, ", ", 1},
    {VALUES, "\n", 1},
};

static void many_values_are_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(shapes); i++) {
        struct err err = {0};

        assert_int_equal(paste(shapes[i].place, 1000, shapes[i].separator, &err), 1000 + shapes[i].more);
    }
}

/* As many rows would freeze the form, and AWS takes ten. */
static void far_too_many_are_left_out_with_a_word(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(shapes); i++) {
        struct err err = {0};

        assert_int_equal(paste(shapes[i].place, 45542, shapes[i].separator, &err), 2);
        assert_string_equal(err.text,
                            "the paste has 45542 values and was left out: at most 1000 are taken at once");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_values_are_taken),
        cmocka_unit_test(far_too_many_are_left_out_with_a_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
