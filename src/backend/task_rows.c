#include "backend/task_rows.h"

#include <stdlib.h>
#include <string.h>
#include "aws/customer_profiles.h"
#include "base/clock.h"
#include "model/document.h"

void task_rows_of_profiles(const cJSON *page, struct message_rows *rows)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, json_get(page, "Items"))
    {
        const char *name = json_text(item, "EventTriggerName");
        if (name == NULL || *name == '\0')
            continue;
        char *tags = customer_profiles_tags(item);
        message_rows_add(rows, name, json_text(item, "ObjectTypeName"), json_text(item, "Description"), tags,
                         customer_profiles_time(item, "CreatedAt"),
                         customer_profiles_time(item, "LastUpdatedAt"));
        free(tags);
    }
}

static int64_t time_of(const cJSON *properties, const char *name)
{
    int64_t ms;
    const char *text = json_text(properties, name);
    return text != NULL && clock_parse(text, &ms) ? ms : 0;
}

static void add_resource(struct message_rows *rows, const char *identifier, const cJSON *properties)
{
    struct err ignored;
    char *domain = NULL, *name = NULL;
    if (!document_split_identifier(identifier, &domain, &name, &ignored))
        return;
    const cJSON *list = json_get(properties, "Tags");
    char *tags = list != NULL ? json_print(list) : NULL;
    message_rows_add(rows, name, json_text(properties, "ObjectTypeName"),
                     json_text(properties, "Description"), tags, time_of(properties, "CreatedAt"),
                     time_of(properties, "LastUpdatedAt"));
    free(tags);
    free(domain);
    free(name);
}

void task_rows_of_control(const cJSON *page, struct message_rows *rows)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, json_get(page, "ResourceDescriptions"))
    {
        const char *identifier = json_text(item, "Identifier"), *text = json_text(item, "Properties");
        if (identifier == NULL)
            continue;
        cJSON *properties = text != NULL ? json_parse_text(text, NULL) : NULL;
        add_resource(rows, identifier, properties);
        cJSON_Delete(properties);
    }
}

static void add_names(const cJSON *list, const char *member, struct texts *names, size_t most)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        const char *name = json_text(item, member);
        if (names->count == most)
            return;
        if (name != NULL && *name != '\0' && !texts_has(names, name))
            texts_add(names, name);
    }
}

void task_rows_domains_of_profiles(const cJSON *page, struct texts *names, size_t most)
{
    add_names(json_get(page, "Items"), "DomainName", names, most);
}

void task_rows_domains_of_control(const cJSON *page, struct texts *names, size_t most)
{
    add_names(json_get(page, "ResourceDescriptions"), "Identifier", names, most);
}
