#include "model/store_document.h"

#include <string.h>
#include "base/array.h"
#include "base/clock.h"

static void set_time(cJSON *document, const char *name, int64_t ms)
{
    char text[25];
    if (ms <= 0)
        return;
    clock_format_iso(ms, text);
    json_set_text(document, name, text);
}

cJSON *store_document_known(const struct store_row *row)
{
    if (row->document != NULL)
        return json_parse_text(row->document, NULL);
    cJSON *document = cJSON_CreateObject();
    json_set_text(document, "DomainName", row->domain);
    json_set_text(document, "EventTriggerName", row->name);
    json_set_text(document, "ObjectTypeName", *row->object_type != '\0' ? row->object_type : NULL);
    json_set_text(document, "Description", row->description);
    set_time(document, "CreatedAt", row->created_ms);
    set_time(document, "LastUpdatedAt", row->updated_ms);
    if (row->tags != NULL)
        json_set(document, "Tags", json_parse_text(row->tags, NULL));
    return document;
}

bool store_document_lists(const char *property)
{
    static const char *const listed[] = {"DomainName",  "EventTriggerName", "ObjectTypeName",
                                         "Description", "CreatedAt",        "LastUpdatedAt",
                                         "Tags"};
    for (size_t i = 0; i < ARRAY_COUNT(listed); i++)
        if (strcmp(listed[i], property) == 0)
            return true;
    return false;
}
