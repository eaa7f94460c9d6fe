/* input: the parser. Bytes wait in `bytes` until they make a whole key; see the states in take(). */
#include "tui/input.h"

#include <curses.h>
#include <term.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

enum { SEQUENCE_MAX = 256, ESC = 0x1b };

static const char paste_begin[] = "\033[200~", paste_end[] = "\033[201~";

struct learned {
    char *sequence; /* owned */
    struct input_key key;
};

struct input {
    struct strbuf bytes; /* fed and not yet used */
    int64_t fed_ms;      /* when the newest of them came */
    bool pasting;        /* between the paste's two marks */
    bool dropping;       /* what is under way belongs to what input_drop dropped */
    int64_t esc_ms;      /* when Esc was last taken for a key because nothing followed in time; 0: never */
    struct strbuf paste;
    bool cut;
    struct learned *learned; /* owned */
    size_t learned_count, learned_capacity;
};

/* What a look at the waiting bytes found. */
enum found {
    FOUND_NOTHING, /* more bytes are needed */
    FOUND_KEY,
    FOUND_SKIP /* a whole sequence that means nothing here */
};

void input_event_release(struct input_event *event)
{
    free(event->text);
    event->text = NULL;
}

struct input *input_new(void)
{
    struct input *input = mem_alloc(1, sizeof *input);
    strbuf_init(&input->bytes);
    strbuf_init(&input->paste);
    return input;
}

void input_free(struct input *input)
{
    if (!input)
        return;
    for (size_t i = 0; i < input->learned_count; i++)
        free(input->learned[i].sequence);
    free(input->learned);
    strbuf_release(&input->bytes);
    strbuf_release(&input->paste);
    free(input);
}

void input_learn(struct input *input, const char *sequence, struct input_key key)
{
    ARRAY_GROW(input->learned, input->learned_count + 1, input->learned_capacity);
    input->learned[input->learned_count++] = (struct learned){mem_dup(sequence), key};
}

void input_learn_terminal(struct input *input)
{
    static const struct {
        const char *name;
        struct input_key key;
    } keys[] = {
        {"kcuu1", {INPUT_UP, 0}},     {"kcud1", {INPUT_DOWN, 0}},         {"kcub1", {INPUT_LEFT, 0}},
        {"kcuf1", {INPUT_RIGHT, 0}},  {"khome", {INPUT_HOME, 0}},         {"kend", {INPUT_END, 0}},
        {"kpp", {INPUT_PAGE_UP, 0}},  {"knp", {INPUT_PAGE_DOWN, 0}},      {"kich1", {INPUT_INSERT, 0}},
        {"kdch1", {INPUT_DELETE, 0}}, {"kcbt", {INPUT_TAB, INPUT_SHIFT}}, {"kf1", {INPUT_F1, 0}},
        {"kf2", {INPUT_F1 + 1, 0}},   {"kf3", {INPUT_F1 + 2, 0}},         {"kf4", {INPUT_F1 + 3, 0}},
        {"kf5", {INPUT_F1 + 4, 0}},   {"kf6", {INPUT_F1 + 5, 0}},         {"kf7", {INPUT_F1 + 6, 0}},
        {"kf8", {INPUT_F1 + 7, 0}},   {"kf9", {INPUT_F1 + 8, 0}},         {"kf10", {INPUT_F1 + 9, 0}},
        {"kf11", {INPUT_F1 + 10, 0}}, {"kf12", {INPUT_F1 + 11, 0}},
    };
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        const char *sequence = tigetstr(keys[i].name);
        if (sequence && sequence != (char *)-1 && sequence[0] == ESC && sequence[1] != '\0')
            input_learn(input, sequence, keys[i].key);
    }
}

/* ---- sequences ---- */

static uint32_t letter_key(char final)
{
    static const struct {
        char final;
        uint32_t code;
    } keys[] = {
        {'A', INPUT_UP},     {'B', INPUT_DOWN},   {'C', INPUT_RIGHT}, {'D', INPUT_LEFT},
        {'H', INPUT_HOME},   {'F', INPUT_END},    {'P', INPUT_F1},    {'Q', INPUT_F1 + 1},
        {'R', INPUT_F1 + 2}, {'S', INPUT_F1 + 3}, {'M', INPUT_ENTER}, {'I', INPUT_TAB},
    };
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        if (keys[i].final == final)
            return keys[i].code;
    }
    return 0;
}

static uint32_t number_key(long number)
{
    static const struct {
        int number;
        uint32_t code;
    } keys[] = {
        {1, INPUT_HOME},     {2, INPUT_INSERT},    {3, INPUT_DELETE},   {4, INPUT_END},
        {5, INPUT_PAGE_UP},  {6, INPUT_PAGE_DOWN}, {7, INPUT_HOME},     {8, INPUT_END},
        {11, INPUT_F1},      {12, INPUT_F1 + 1},   {13, INPUT_F1 + 2},  {14, INPUT_F1 + 3},
        {15, INPUT_F1 + 4},  {17, INPUT_F1 + 5},   {18, INPUT_F1 + 6},  {19, INPUT_F1 + 7},
        {20, INPUT_F1 + 8},  {21, INPUT_F1 + 9},   {23, INPUT_F1 + 10}, {24, INPUT_F1 + 11},
        {25, INPUT_F1 + 12}, {26, INPUT_F1 + 13},  {28, INPUT_F1 + 14}, {29, INPUT_F1 + 15},
        {31, INPUT_F1 + 16}, {32, INPUT_F1 + 17},  {33, INPUT_F1 + 18}, {34, INPUT_F1 + 19},
    };
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        if (keys[i].number == number)
            return keys[i].code;
    }
    return 0;
}

/* xterm writes modifiers as 1 + bits: 1 Shift, 2 Alt, 4 Ctrl, 8 Meta. */
static unsigned modifiers(long parameter)
{
    long bits = parameter > 1 ? parameter - 1 : 0;
    return (bits & 1 ? INPUT_SHIFT : 0) | (bits & 10 ? INPUT_ALT : 0) | (bits & 4 ? INPUT_CTRL : 0);
}

/* A character as one of the canonical keys: 0x0e is Ctrl-N, 0x0d is Enter. */
static struct input_key plain_key(uint32_t code)
{
    struct input_key key = {code, 0};
    if (code == '\r' || code == '\n')
        key.code = INPUT_ENTER;
    else if (code == '\t')
        key.code = INPUT_TAB;
    else if (code == ESC)
        key.code = INPUT_ESC;
    else if (code == 0x7f || code == '\b')
        key.code = INPUT_BACKSPACE;
    else if (code == 0)
        key = (struct input_key){' ', INPUT_CTRL};
    else if (code < 0x20)
        key = (struct input_key){code < 0x1b ? code + 0x60 : code + 0x40, INPUT_CTRL};
    return key;
}

/* CSI code ; modifiers u, and CSI 27 ; modifiers ; code ~: a character with its modifiers. */
static bool coded_key(long code, long parameter, struct input_key *key)
{
    if (code <= 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return false;
    unsigned mods = modifiers(parameter);
    *key = plain_key((uint32_t)code);
    if (key->code < INPUT_ENTER) {
        if (mods & INPUT_CTRL && key->code >= 'A' && key->code <= 'Z')
            key->code += 'a' - 'A';
        mods &= ~(unsigned)INPUT_SHIFT;
    }
    key->mods |= mods;
    return true;
}

/* The numbers between ESC [ and the final byte; what is no digit separates. */
static int parameters(const char *p, const char *end, long out[3])
{
    int count = 0;
    while (p < end && count < 3) {
        long value = 0;
        for (; p < end && *p >= '0' && *p <= '9'; p++)
            value = value > 0x110000 ? value : value * 10 + (*p - '0');
        out[count++] = value;
        while (p < end && *p != ';')
            p++;
        p += p < end;
    }
    return count;
}

/* A whole CSI sequence, of which params up to end and the final byte are given. */
static enum found csi_key(const char *params, const char *end, struct input_key *key)
{
    long number[3] = {0, 0, 0};
    if (params < end && (*params < '0' || *params > ';'))
        return FOUND_SKIP; /* private: an answer of the terminal, a mouse report */
    parameters(params, end, number);
    char final = *end;
    *key = (struct input_key){0, modifiers(number[1])};
    if (final == '~' && number[0] == 27)
        return coded_key(number[2], number[1], key) ? FOUND_KEY : FOUND_SKIP;
    if (final == 'u')
        return coded_key(number[0], number[1], key) ? FOUND_KEY : FOUND_SKIP;
    if (final == 'Z')
        *key = (struct input_key){INPUT_TAB, INPUT_SHIFT};
    else if (final == '~' || final == '^' || final == '$' || final == '@')
        key->code = number_key(number[0]);
    else if (final != 'M' && final != 'I' && number[0] <= 1)
        key->code = letter_key(final);
    if (final == '^' || final == '@')
        key->mods |= INPUT_CTRL;
    if (final == '$' || final == '@')
        key->mods |= INPUT_SHIFT;
    return key->code ? FOUND_KEY : FOUND_SKIP;
}

/* Finds the end of ESC [ …; *used is its length. rxvt ends some in $, the Linux console has ESC [ [ A. */
static enum found take_csi(const char *p, size_t length, size_t *used, struct input_key *key)
{
    if (length >= 3 && p[2] == '[') {
        *used = 4;
        if (length < 4)
            return FOUND_NOTHING;
        *key = (struct input_key){p[3] >= 'A' && p[3] <= 'E' ? INPUT_F1 + (uint32_t)(p[3] - 'A') : 0, 0};
        return key->code ? FOUND_KEY : FOUND_SKIP;
    }
    for (size_t i = 2; i < length; i++) {
        unsigned char c = (unsigned char)p[i];
        bool rxvt = c == '$' && i > 2 && p[2] >= '0' && p[2] <= '9';
        if ((c >= 0x40 && c <= 0x7e) || rxvt) {
            *used = i + 1;
            if (c == 'M' && i == 2) /* an old mouse report: three bytes follow */
                *used = 6;
            return *used > length ? FOUND_NOTHING : csi_key(p + 2, p + i, key);
        }
        if (c < 0x20 || c > 0x7e) { /* broken off: what stands here begins something else */
            *used = i;
            return FOUND_SKIP;
        }
    }
    return FOUND_NOTHING;
}

/* ESC O, modifiers perhaps, a letter. */
static enum found take_ss3(const char *p, size_t length, size_t *used, struct input_key *key)
{
    size_t i = 2;
    long modifier = 0;
    while (i < length && p[i] >= '0' && p[i] <= '9' && i < 5)
        modifier = modifier * 10 + (p[i++] - '0');
    if (i >= length)
        return FOUND_NOTHING;
    *used = i + 1;
    *key = (struct input_key){letter_key(p[i]), modifiers(modifier)};
    if (p[i] >= 'j' && p[i] <= 'y') /* the keypad's + , - . / and digits */
        *key = (struct input_key){(uint32_t)(p[i] - 'j' + '*'), 0};
    return key->code ? FOUND_KEY : FOUND_SKIP;
}

/* ESC P, ], X, ^ or _ begin a text of the terminal that ends in BEL or ESC \. */
static enum found take_string(const char *p, size_t length, size_t *used)
{
    for (size_t i = 2; i < length; i++) {
        if (p[i] == '\a' || (p[i] == '\\' && p[i - 1] == ESC)) {
            *used = i + 1;
            return FOUND_SKIP;
        }
    }
    return FOUND_NOTHING;
}

static enum found take_learned(const struct input *input, const char *p, size_t length, size_t *used,
                               struct input_key *key)
{
    for (size_t i = 0; i < input->learned_count; i++) {
        size_t size = strlen(input->learned[i].sequence);
        if (size <= length && memcmp(p, input->learned[i].sequence, size) == 0) {
            *used = size;
            *key = input->learned[i].key;
            return FOUND_KEY;
        }
    }
    return FOUND_NOTHING;
}

/* ---- characters ---- */

static size_t utf8_need(unsigned char first)
{
    return first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
}

/* One character, whole; broken bytes are left out. */
static enum found take_char(const char *p, size_t length, size_t *used, struct input_key *key)
{
    unsigned char first = (unsigned char)p[0];
    size_t need = first < 0x80 ? 1 : utf8_need(first);
    for (size_t i = 1; i < need && i < length; i++) {
        if (((unsigned char)p[i] & 0xc0) != 0x80)
            need = 1;
    }
    if (need > length)
        return FOUND_NOTHING;
    uint32_t code = first;
    *used = first < 0x80 ? 1 : text_decode(p, p + need, &code);
    if (first >= 0x80 && *used == 1)
        return FOUND_SKIP;
    *key = plain_key(code);
    return FOUND_KEY;
}

static enum found take_escape(const struct input *input, const char *p, size_t length, size_t *used,
                              struct input_key *key)
{
    enum found found = take_learned(input, p, length, used, key);
    if (found != FOUND_NOTHING || length < 2)
        return found;
    if (p[1] == '[')
        return take_csi(p, length, used, key);
    if (p[1] == 'O')
        return take_ss3(p, length, used, key);
    if (p[1] != '\0' && strchr("P]X^_", p[1]))
        return length > 2 ? take_string(p, length, used) : FOUND_NOTHING;
    if (p[1] == ESC) { /* Esc before a sequence is Alt; before anything else it is itself */
        if (length < 3)
            return FOUND_NOTHING;
        bool paste = length > strlen(paste_begin) && memcmp(p + 1, paste_begin, strlen(paste_begin)) == 0;
        if (paste || (p[2] != '[' && p[2] != 'O')) {
            *used = 1;
            *key = (struct input_key){INPUT_ESC, 0};
            return FOUND_KEY;
        }
        found = take_escape(input, p + 1, length - 1, used, key);
    } else {
        found = take_char(p + 1, length - 1, used, key);
    }
    *used += 1;
    key->mods |= INPUT_ALT;
    return found;
}

/* The bytes at hand when nothing came for a while: what was only begun is taken for what it can be. */
static enum found take_late(struct input *input, int64_t now_ms, size_t *used, struct input_key *key)
{
    const char *p = input->bytes.text;
    size_t length = input->bytes.length;
    int64_t age = now_ms - input->fed_ms;
    *used = length;
    if (p[0] != ESC)
        return age >= INPUT_SEQUENCE_MS ? FOUND_SKIP : FOUND_NOTHING;
    bool bare = length == 1 || (length == 2 && p[1] == ESC);
    if (bare && age >= INPUT_ESC_MS) {
        *used = 1;
        *key = (struct input_key){INPUT_ESC, 0};
        input->esc_ms = now_ms;
        return FOUND_KEY;
    }
    if (length == 2 && p[1] != '[' && (unsigned char)p[1] < 0x80 && age >= INPUT_ESC_MS) {
        *key = plain_key((unsigned char)p[1]);
        key->mods |= INPUT_ALT;
        return FOUND_KEY;
    }
    return age >= INPUT_SEQUENCE_MS ? FOUND_SKIP : FOUND_NOTHING;
}

/* Looks at the start of the waiting bytes. */
static enum found take(struct input *input, int64_t now_ms, size_t *used, struct input_key *key)
{
    const char *p = input->bytes.text;
    size_t length = input->bytes.length;
    enum found found =
        p[0] == ESC ? take_escape(input, p, length, used, key) : take_char(p, length, used, key);
    if (found == FOUND_NOTHING &&
        length > SEQUENCE_MAX) /* its begin and last byte are enough to find its end */
        strbuf_remove(&input->bytes, 2, length - 3);
    return found == FOUND_NOTHING ? take_late(input, now_ms, used, key) : found;
}

/* ---- paste ---- */

static bool starts(const struct strbuf *bytes, const char *text)
{
    return bytes->length >= strlen(text) && memcmp(bytes->text, text, strlen(text)) == 0;
}

static void keep_pasted(struct input *input, size_t length)
{
    size_t room = INPUT_PASTE_MAX - input->paste.length;
    input->cut |= length > room;
    strbuf_add(&input->paste, input->bytes.text, length < room ? length : room);
    strbuf_remove(&input->bytes, 0, length);
}

/* The pasted bytes as valid text with \n between lines. */
static char *pasted_text(const struct strbuf *paste)
{
    struct strbuf out = STRBUF_INIT;
    const char *p = paste->text, *end = p + paste->length;
    while (p < end) {
        uint32_t code;
        size_t n = text_decode(p, end, &code);
        if (code == '\r') {
            strbuf_addc(&out, '\n');
            n += p + 1 < end && p[1] == '\n';
        } else if (code != 0) {
            text_encode(&out, code);
        }
        p += n;
    }
    return strbuf_detach(&out);
}

/* True if the paste has ended, or nothing more came of it for long. Bytes that may begin its end mark wait.
 */
static bool take_paste(struct input *input, struct input_event *event, int64_t now_ms)
{
    const char *end = memmem(input->bytes.text, input->bytes.length, paste_end, strlen(paste_end));
    if (!end && now_ms - input->fed_ms < INPUT_PASTE_MS) {
        size_t tail = strlen(paste_end) - 1;
        if (input->bytes.length > tail)
            keep_pasted(input, input->bytes.length - tail);
        return false;
    }
    keep_pasted(input, end ? (size_t)(end - input->bytes.text) : input->bytes.length);
    if (end)
        strbuf_remove(&input->bytes, 0, strlen(paste_end));
    *event = (struct input_event){.kind = INPUT_PASTE, .text = pasted_text(&input->paste), .cut = input->cut};
    strbuf_reset(&input->paste);
    input->pasting = input->cut = false;
    return true;
}

/* ---- the parser ---- */

/* Over a slow line the rest of a sequence can come after its Esc was taken for the key: put together again,
 * it is no text. */
static bool continues_esc(const struct input *input, const char *bytes, size_t length, int64_t now_ms)
{
    if (!input->esc_ms || now_ms - input->esc_ms > 4 * INPUT_ESC_MS || input->bytes.length > 0 || length < 2)
        return false;
    return (bytes[0] == '[' && ((unsigned char)bytes[length - 1] & 0xc0) == 0x40) ||
           (bytes[0] == 'O' && length == 2 && letter_key(bytes[1]));
}

void input_feed(struct input *input, const char *bytes, size_t length, int64_t now_ms)
{
    if (continues_esc(input, bytes, length, now_ms))
        strbuf_addc(&input->bytes, ESC);
    strbuf_add(&input->bytes, bytes, length);
    input->fed_ms = now_ms;
    input->esc_ms = 0;
}

/* One step: true if *event was made (which may yet be one to drop). *more tells whether anything was used up.
 */
static bool step(struct input *input, struct input_event *event, int64_t now_ms, bool *more)
{
    *more = false;
    if (input->pasting)
        return take_paste(input, event, now_ms);
    if (input->bytes.length == 0)
        return false;
    if (starts(&input->bytes, paste_begin)) {
        strbuf_remove(&input->bytes, 0, strlen(paste_begin));
        input->pasting = *more = true;
        return false;
    }
    size_t used = 0;
    struct input_key key = {0, 0};
    enum found found = take(input, now_ms, &used, &key);
    if (found == FOUND_NOTHING)
        return false;
    strbuf_remove(&input->bytes, 0, used);
    *more = true;
    *event = (struct input_event){.kind = INPUT_KEY, .key = key};
    return found == FOUND_KEY;
}

bool input_next(struct input *input, struct input_event *event, int64_t now_ms)
{
    for (;;) {
        bool more;
        bool made = step(input, event, now_ms, &more);
        if (made && !input->dropping)
            return true;
        if (made)
            input_event_release(event);
        else if (!more)
            return false;
        if (input->dropping && (made || more) && !input->pasting)
            input->dropping = false;
    }
}

int input_wait_ms(const struct input *input, int64_t now_ms)
{
    if (input->bytes.length == 0 && !input->pasting)
        return -1;
    const char *p = input->bytes.text;
    bool short_one = p[0] == ESC && input->bytes.length <= 2 && !(input->bytes.length == 2 && p[1] == '[');
    int wait_ms = input->pasting ? INPUT_PASTE_MS : short_one ? INPUT_ESC_MS : INPUT_SEQUENCE_MS;
    int64_t due = input->fed_ms + wait_ms;
    return due > now_ms ? (int)(due - now_ms) : 0;
}

void input_drop(struct input *input, int64_t now_ms)
{
    struct input_event event;
    while (input_next(input, &event, now_ms))
        input_event_release(&event);
    input->dropping = input->pasting || input->bytes.length > 0;
}

bool input_holds(const struct input *input, int64_t now_ms,
                 bool (*is)(const struct input_key *key, void *context), void *context)
{
    struct input copy = *input;
    struct input_event event;
    bool found = false;
    strbuf_init(&copy.bytes);
    strbuf_init(&copy.paste);
    strbuf_add(&copy.bytes, input->bytes.text, input->bytes.length);
    while (!found && input_next(&copy, &event, now_ms)) {
        found = event.kind == INPUT_KEY && is(&event.key, context);
        input_event_release(&event);
    }
    strbuf_release(&copy.bytes);
    strbuf_release(&copy.paste);
    return found;
}

bool input_is_text(const struct input_key *key)
{
    return key->code >= 0x20 && key->code < INPUT_ENTER && (key->code < 0x7f || key->code > 0x9f) &&
           key->mods == 0;
}
