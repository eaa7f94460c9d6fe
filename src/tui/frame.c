#include "tui/frame.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"

bool frame_too_small(struct canvas *canvas)
{
    int rows = canvas_rows(canvas), cols = canvas_cols(canvas);
    if (rows >= FRAME_ROWS_MIN && cols >= FRAME_COLS_MIN)
        return false;
    canvas_putf(canvas, 0, 0, cols, THEME_PLAIN, "%d%s%d is too small", cols, text_is_ascii() ? "x" : "×",
                rows);
    canvas_putf(canvas, 1, 0, cols, THEME_PLAIN, "%d%s%d is needed", FRAME_COLS_MIN,
                text_is_ascii() ? "x" : "×", FRAME_ROWS_MIN);
    return true;
}

struct canvas_area frame_body(const struct canvas *canvas)
{
    return (struct canvas_area){FRAME_TOP, 1, canvas_rows(canvas) - FRAME_TOP - FRAME_BOTTOM,
                                canvas_cols(canvas) - 2};
}

/* ---- header ---- */

enum { PIECES_MAX = 12 };

struct pieces {
    struct piece {
        char *text;   /* owned */
        int give_way; /* 0: stays; else the highest number goes first */
        bool danger;
    } items[PIECES_MAX];
    int count;
};

static void add_piece(struct pieces *pieces, int give_way, bool danger, const char *text)
{
    if (text && *text && pieces->count < PIECES_MAX)
        pieces->items[pieces->count++] = (struct piece){mem_dup(text), give_way, danger};
}

static void release_pieces(struct pieces *pieces)
{
    for (int i = 0; i < pieces->count; i++)
        free(pieces->items[i].text);
}

/* Cells of all pieces with " · " between them. */
static int pieces_width(const struct pieces *pieces)
{
    size_t width = 0;
    for (int i = 0; i < pieces->count; i++)
        width += text_width(pieces->items[i].text) + (i > 0 ? 3 : 0);
    return (int)width;
}

static bool drop_piece(struct pieces *pieces)
{
    int found = -1;
    for (int i = 0; i < pieces->count; i++) {
        if (pieces->items[i].give_way > (found < 0 ? 0 : pieces->items[found].give_way))
            found = i;
    }
    if (found < 0)
        return false;
    free(pieces->items[found].text);
    pieces->count--;
    for (int i = found; i < pieces->count; i++)
        pieces->items[i] = pieces->items[i + 1];
    return true;
}

void frame_account(struct strbuf *out, const char *account)
{
    if (strlen(account) == 12)
        strbuf_addf(out, "%.4s %.4s %.4s", account, account + 4, account + 8);
    else
        strbuf_adds(out, account);
}

static void add_account(struct pieces *pieces, const struct store_connection *connection)
{
    struct strbuf text = STRBUF_INIT;
    if (connection->account && *connection->account)
        frame_account(&text, connection->account);
    else if (connection->state == STORE_READ)
        strbuf_adds(&text, "account unknown");
    else if (connection->state != STORE_FAILED && connection->asks)
        strbuf_addf(&text, "asking %s for the keys", connection->asks);
    else
        strbuf_adds(&text, connection->state == STORE_FAILED ? "no connection" : "connecting");
    add_piece(pieces, 0, false, text.text);
    strbuf_release(&text);
}

/* One name and how many more: "us-east-1 +2"; all of them if long. */
static void add_names(struct pieces *pieces, const struct texts *names, bool all, int give_way,
                      const char *before)
{
    if (names->count == 0)
        return;
    struct strbuf text = STRBUF_INIT;
    strbuf_adds(&text, before);
    strbuf_adds(&text, names->items[0]);
    for (size_t i = 1; all && i < names->count; i++)
        strbuf_addf(&text, ", %s", names->items[i]);
    if (!all && names->count > 1)
        strbuf_addf(&text, " +%zu", names->count - 1);
    add_piece(pieces, give_way, false, text.text);
    strbuf_release(&text);
}

static void fill_left(struct pieces *left, const struct store_connection *connection,
                      const struct texts *regions, const struct texts *domains, bool all)
{
    if (connection->local)
        add_piece(left, 0, false, "LOCAL");
    else
        add_piece(left, 2, false, connection->profile);
    add_piece(left, 5, false, connection->label);
    add_account(left, connection);
    add_piece(left, 6, false, connection->principal);
    if (connection->endpoint && !connection->local)
        add_piece(left, 4, false, connection->endpoint);
    add_names(left, regions, all, 0, "");
    add_names(left, domains, all, 3, domains->count == 1 ? "domain " : "domains ");
}

static void fill_right(struct pieces *right, const struct store_connection *connection)
{
    if (connection->read_only)
        add_piece(right, 0, false, "READ-ONLY");
    if (connection->protected_)
        add_piece(right, 0, true, "PROTECTED");
    if (connection->plain_http && !connection->local)
        add_piece(right, 1, true, "PLAIN HTTP");
    if (connection->expires_ms > 0) {
        char age[8];
        int64_t left_ms = connection->expires_ms - clock_wall_ms();
        clock_format_age(left_ms > 0 ? left_ms : 0, age);
        char *text = left_ms > 0 ? mem_printf("%s left", age) : mem_dup("expired");
        add_piece(right, left_ms > 0 ? 3 : 1, left_ms <= 0, text);
        free(text);
    }
}

static int draw_pieces(struct canvas *canvas, int col, int cells, const struct pieces *pieces)
{
    int start = col, end = col + cells;
    for (int i = 0; i < pieces->count; i++) {
        if (i > 0)
            col += canvas_putf(canvas, 0, col, end - col, THEME_HEADER, " %s ", canvas_sign(CANVAS_SIGN_DOT));
        col += canvas_put(canvas, 0, col, end - col, pieces->items[i].danger ? THEME_DANGER : THEME_HEADER,
                          pieces->items[i].text);
    }
    return col - start;
}

void frame_header(struct canvas *canvas, const struct store *store, const struct texts *regions,
                  const struct texts *domains)
{
    int cols = canvas_cols(canvas), room = cols - 2;
    bool named = cols >= 60; /* the program's name is the first to go */
    struct pieces left = {.count = 0}, right = {.count = 0};
    fill_left(&left, &store->connection, regions, domains, cols >= 140);
    fill_right(&right, &store->connection);
    int name = named ? 7 : 0;
    while (name + pieces_width(&left) + 2 + pieces_width(&right) > room &&
           (drop_piece(&left) || drop_piece(&right)))
        ;
    canvas_fill(canvas, (struct canvas_area){0, 0, 1, cols}, THEME_HEADER);
    if (named)
        canvas_put(canvas, 0, 1, room, THEME_HEADER, "etrig");
    int right_width = pieces_width(&right);
    draw_pieces(canvas, 1 + name, room - name - (right_width ? right_width + 1 : 0), &left);
    draw_pieces(canvas, cols - 1 - right_width, right_width, &right);
    release_pieces(&left);
    release_pieces(&right);
}

/* ---- the other lines ---- */

void frame_title(struct canvas *canvas, const char *left, const char *right)
{
    int room = canvas_cols(canvas) - 2, left_width = (int)text_width(left),
        right_width = (int)text_width(right);
    int least = room / 2; /* what the right side gets in any case */
    if (right_width > least && right_width > room - left_width - 2)
        right_width = room - left_width - 2 > least ? room - left_width - 2 : least;
    canvas_put(canvas, 1, 1, room - (right_width ? right_width + 2 : 0), THEME_TITLE, left);
    canvas_put_right(canvas, 1, canvas_cols(canvas) - 1 - right_width, right_width, THEME_PLAIN, right);
}

void frame_message(struct canvas *canvas, unsigned style, const char *text, const char *hint)
{
    int row = canvas_rows(canvas) - 2, room = canvas_cols(canvas) - 2;
    canvas_fill(canvas, (struct canvas_area){row, 0, 1, canvas_cols(canvas)}, THEME_PLAIN);
    int used = canvas_put(canvas, row, 1, room, style, text);
    if (hint && *hint && used + 3 < room)
        canvas_putf(canvas, row, 1 + used, room - used, THEME_DIM, " %s %s", canvas_sign(CANVAS_SIGN_DOT),
                    hint);
}

void frame_prompt(struct canvas *canvas, const char *label, struct line_widget *line, const char *note)
{
    int row = canvas_rows(canvas) - 2, room = canvas_cols(canvas) - 2;
    canvas_fill(canvas, (struct canvas_area){row, 0, 1, canvas_cols(canvas)}, THEME_PLAIN);
    int used = canvas_put(canvas, row, 1, room / 2, THEME_KEY, label), right = (int)text_width(note);
    if (right > 0 && used + right + 2 <= room - room / 3)
        canvas_put_right(canvas, row, 1 + room - right, right, THEME_WARN, note);
    else
        right = 0;
    line_widget_draw(line, canvas, row, 1 + used, room - used - (right ? right + 2 : 0), true, NULL);
}

/* ---- the footer ---- */

enum { FOOTER_MAX = 24, FOOTER_GAP = 2 };

/* What stands there longest when a screen is narrow: the keys that carry out what it is for, or answer what it asks; then
 * the way back; then the others as the screen has them. */
static int footer_rank(enum action_id id)
{
    switch (id) {
    case ACTION_REVIEW:
    case ACTION_SUBMIT:
    case ACTION_RUN:
    case ACTION_CHOOSE:
    case ACTION_GO_ON:
    case ACTION_LEAVE_IT:
    case ACTION_RESUME:
    case ACTION_LOOK_UP:
    case ACTION_DROP:
        return 0;
    case ACTION_BACK:
        return 1;
    default:
        return 2;
    }
}

struct footer {
    struct {
        struct strbuf key;
        const char *hint; /* NULL: it has no key here */
        bool shown;
    } items[FOOTER_MAX];
    size_t count;
};

static void fill_footer(struct footer *footer, const struct keymap *keymap, const enum action_id *actions,
                        bool typing)
{
    for (size_t i = 0; actions && actions[i] != ACTION_NONE && i < FOOTER_MAX; i++) {
        const struct action *action = action_get(actions[i]);

        footer->items[i].key = (struct strbuf)STRBUF_INIT;
        if (action->hint && keymap_hint(keymap, action->id, typing, &footer->items[i].key))
            footer->items[i].hint = action->hint;
        footer->count++;
    }
}

/* Of this rank as many as there is place for, with what is shown already; what is left of the room is returned. */
static int show_rank(struct footer *footer, const enum action_id *actions, int rank, int room)
{
    for (size_t i = 0; i < footer->count; i++) {
        int width;

        if (!footer->items[i].hint || footer_rank(actions[i]) != rank)
            continue;
        width = (int)(text_width(footer->items[i].key.text) + 1 + text_width(footer->items[i].hint));
        if (width > room)
            continue;
        footer->items[i].shown = true;
        room -= width + FOOTER_GAP;
    }
    return room;
}

void frame_footer(struct canvas *canvas, const struct keymap *keymap, const enum action_id *actions,
                  bool typing)
{
    int row = canvas_rows(canvas) - 1, cols = canvas_cols(canvas), col = 1, room = cols - 2;
    struct footer footer = {.count = 0};

    fill_footer(&footer, keymap, actions, typing);
    for (int rank = 0; rank < 3; rank++)
        room = show_rank(&footer, actions, rank, room);
    canvas_fill(canvas, (struct canvas_area){row, 0, 1, cols}, THEME_PLAIN);
    for (size_t i = 0; i < footer.count; i++) {
        if (footer.items[i].shown) {
            col += canvas_put(canvas, row, col, cols - 1 - col, THEME_KEY, footer.items[i].key.text);
            col += canvas_putf(canvas, row, col, cols - 1 - col, THEME_PLAIN, " %s", footer.items[i].hint) +
                   FOOTER_GAP;
        }
        strbuf_release(&footer.items[i].key);
    }
}
