#include "model/listing_cell.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "model/tags.h"

/* ---- columns ---- */

static const struct {
    const char *title, *name;
} listing_columns[LISTING_COLUMNS] = {
    [LISTING_NAME] = {"Name", "name"},
    [LISTING_REGION] = {"Region", "region"},
    [LISTING_DOMAIN] = {"Domain", "domain"},
    [LISTING_OBJECT_TYPE] = {"Object type", "object"},
    [LISTING_WHEN] = {"When", "when"},
    [LISTING_LIMITS] = {"Limits", "limits"},
    [LISTING_SEGMENT] = {"Segment", "segment"},
    [LISTING_USED] = {"Used", "used"},
    [LISTING_MANAGED] = {"Managed by", "managed"},
    [LISTING_UPDATED] = {"Age", "updated"},
    [LISTING_TAGS] = {"Tags", "tags"},
};

const char *listing_column_title(enum listing_column column)
{
    return listing_columns[column].title;
}

const char *listing_column_name(enum listing_column column)
{
    return listing_columns[column].name;
}

bool listing_column_from_name(const char *name, enum listing_column *column)
{
    for (size_t i = 0; i < LISTING_COLUMNS; i++)
        if (strcasecmp(name, listing_columns[i].name) == 0) {
            *column = (enum listing_column)i;
            return true;
        }
    return false;
}

/* ---- cells ---- */

static const char *or_null(const char *text)
{
    return text && *text ? text : NULL;
}

/* What Cloud Control lists is names alone; then nothing is known of tags, and of what they tell. */
static bool knows_tags(const struct store_row *row)
{
    return row->tags || row->object_type[0] || row->state == STORE_ROW_WHOLE;
}

/* "team=cx env=prod"; AWS's own tags are told by the column Managed by. */
static const char *tags_text(const struct store_row *row, struct strbuf *scratch)
{
    cJSON *tags = row->tags ? json_parse_text(row->tags, NULL) : NULL;
    const cJSON *tag;

    strbuf_reset(scratch);
    cJSON_ArrayForEach(tag, tags)
    {
        const char *key = json_text(tag, "Key"), *value = json_text(tag, "Value");

        if (!key || tags_is_managed(tag))
            continue;
        strbuf_adds(scratch, scratch->length ? " " : "");
        strbuf_adds(scratch, key);
        strbuf_addc(scratch, '=');
        strbuf_adds(scratch, value ? value : "");
    }
    cJSON_Delete(tags);
    return or_null(scratch->text);
}

static const char *stack_text(const struct store_row *row, struct strbuf *scratch)
{
    char *stack = store_row_stack(row);

    if (!stack)
        return NULL;
    strbuf_reset(scratch);
    strbuf_adds(scratch, stack);
    free(stack);
    return or_null(scratch->text);
}

static const char *used_text(int used, struct strbuf *scratch)
{
    if (used <= 0)
        return NULL;
    strbuf_reset(scratch);
    strbuf_addf(scratch, "%d", used);
    return scratch->text;
}

static const char *age_text(const struct store_row *row, struct strbuf *scratch)
{
    char age[8];

    if (!row->updated_ms)
        return NULL;
    clock_format_age(clock_wall_ms() - row->updated_ms, age);
    strbuf_reset(scratch);
    strbuf_adds(scratch, age);
    return scratch->text;
}

const char *listing_cell_text(const struct store *store, const struct store_row *row,
                              enum listing_column column, struct strbuf *scratch, bool *known)
{
    bool ignored = false, *is_known = known ? known : &ignored;
    int used;

    *is_known = true;
    switch (column) {
    case LISTING_NAME:
        return row->name;
    case LISTING_REGION:
        return row->region;
    case LISTING_DOMAIN:
        return row->domain;
    case LISTING_OBJECT_TYPE:
        *is_known = row->object_type[0] != '\0';
        return or_null(row->object_type);
    case LISTING_WHEN:
        *is_known = row->when != NULL;
        return row->when;
    case LISTING_LIMITS:
        *is_known = row->limits != NULL;
        return row->limits;
    case LISTING_SEGMENT: /* known with the conditions */
        *is_known = row->when != NULL;
        return or_null(row->segment);
    case LISTING_USED:
        used = store_row_used_by(store, row, NULL);
        *is_known = used >= 0;
        return used_text(used, scratch);
    case LISTING_MANAGED:
        *is_known = knows_tags(row);
        return stack_text(row, scratch);
    case LISTING_UPDATED:
        *is_known = row->updated_ms != 0;
        return age_text(row, scratch);
    case LISTING_TAGS:
        *is_known = knows_tags(row);
        return tags_text(row, scratch);
    case LISTING_COLUMNS:
        break;
    }
    return NULL;
}

const char *listing_cell(const struct store *store, const struct store_row *row, enum listing_column column,
                         struct strbuf *scratch)
{
    bool known;
    const char *text = listing_cell_text(store, row, column, scratch, &known);

    if (text)
        return text;
    if (known)
        return text_is_ascii() ? "-" : "–";
    return text_is_ascii() ? "." : "·";
}

void listing_cell_join(const struct store *store, const struct store_row *row, int used,
                       struct strbuf *scratch, struct strbuf *joined)
{
    char updated[25] = "";

    strbuf_reset(joined);
    for (int i = 0; i < LISTING_COLUMNS; i++) {
        enum listing_column column = (enum listing_column)i;
        const char *text;

        if (column == LISTING_UPDATED)
            continue;
        text = column == LISTING_USED ? used_text(used, scratch)
                                      : listing_cell_text(store, row, column, scratch, NULL);
        filter_text_add(joined, text ? text : "");
    }
    if (row->updated_ms)
        clock_format_iso(row->updated_ms, updated);
    filter_text_add(joined, updated);
}
