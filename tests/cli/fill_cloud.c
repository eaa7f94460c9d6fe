/*
 * fill_cloud: makes the data file of a local cloud with many triggers in us-east-1, for the tests of listings that
 * are throttled.
 *
 * usage: fill_cloud FILE DOMAINS TRIGGERS-A-DOMAIN
 */
#include <stdio.h>
#include <stdlib.h>
#include "base/json.h"
#include "base/mem.h"
#include "local/state.h"

static void put(struct state *state, enum state_kind kind, const char *domain, const char *name,
                const char *document)
{
    struct state_key key = {kind, "us-east-1", domain, "", name};
    state_put(state, &key, document);
}

static void fill_domain(struct state *state, const char *domain, int triggers)
{
    char *text = mem_printf("{\"DomainName\":\"%s\",\"DefaultExpirationDays\":366}", domain);
    put(state, STATE_DOMAIN, "", domain, text);
    free(text);
    for (int i = 0; i < triggers; i++) {
        char *name = mem_printf("trigger-%05d", i);
        char *document = mem_printf(
            "{\"DomainName\":\"%s\",\"EventTriggerName\":\"%s\",\"ObjectTypeName\":\"Order\","
            "\"CreatedAt\":\"2025-01-01T00:00:00Z\",\"LastUpdatedAt\":\"2025-01-01T00:00:00Z\","
            "\"EventTriggerConditions\":[{\"LogicalOperator\":\"ALL\",\"EventTriggerDimensions\":[{"
            "\"ObjectAttributes\":[{\"FieldName\":\"total\",\"ComparisonOperator\":\"EQUAL\",\"Values\":"
            "[\"1\"]}]}]}]}",
            domain, name);
        put(state, STATE_TRIGGER, domain, name, document);
        free(name);
        free(document);
    }
}

int main(int argc, char **argv)
{
    struct err err = {.code = ERR_NONE};
    bool fresh;
    json_init();
    struct state *state = argc == 4 ? state_open(argv[1], &fresh, &err) : NULL;
    if (state == NULL) {
        fprintf(stderr, "fill_cloud: %s\n", argc == 4 ? err.text : "FILE DOMAINS TRIGGERS-A-DOMAIN");
        return 2;
    }
    for (int i = 0; i < atoi(argv[2]); i++) {
        char *domain = mem_printf("domain-%02d", i);
        fill_domain(state, domain, atoi(argv[3]));
        free(domain);
    }
    bool fine = state_end(state, &err);
    state_close(state);
    if (!fine)
        fprintf(stderr, "fill_cloud: %s\n", err.text);
    return fine ? 0 : 1;
}
