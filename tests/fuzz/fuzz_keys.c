/*
 * Any bytes from a terminal: every event is whole and harmless, and nothing is lost for good.
 *
 * A byte 0xf8 (never part of UTF-8) in the input lets time pass; all else is fed as it stands, in pieces that
 * end there.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "tui/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check_event(const struct input_event *event)
{
    if (event->kind == INPUT_PASTE) {
        assert(strlen(event->text) <= 3 * INPUT_PASTE_MAX);
        assert(text_valid(event->text, strlen(event->text)));
        return;
    }
    assert(event->key.code != 0 && event->key.code < INPUT_F1 + 24);
    assert(event->key.code < 0xd800 || event->key.code > 0xdfff);
    assert(event->key.mods <= (INPUT_SHIFT | INPUT_ALT | INPUT_CTRL));
    assert(!input_is_text(&event->key) || event->key.code >= ' ');
}

static void take_all(struct input *input, int64_t now_ms)
{
    struct input_event event;
    while (input_next(input, &event, now_ms)) {
        check_event(&event);
        input_event_release(&event);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct input *input = input_new();
    int64_t now_ms = 0;
    size_t start = 0;
    for (size_t i = 0; i <= length; i++) {
        if (i < length && bytes[i] != 0xf8)
            continue;
        input_feed(input, (const char *)bytes + start, i - start, now_ms);
        take_all(input, now_ms);
        int wait_ms = input_wait_ms(input, now_ms);
        assert(wait_ms <= INPUT_PASTE_MS);
        now_ms += wait_ms > 0 ? wait_ms : 0;
        take_all(input, now_ms);
        start = i + 1;
    }
    input_feed(input, "", 0, now_ms);
    now_ms += 2 * INPUT_PASTE_MS;
    take_all(input, now_ms);
    now_ms += INPUT_SEQUENCE_MS;
    take_all(input, now_ms);
    assert(input_wait_ms(input, now_ms) == -1);
    input_free(input);
    return 0;
}
