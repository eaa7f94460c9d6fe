#include "triggers.h"

#include <stdlib.h>
#include "base/env.h"
#include "base/mem.h"

#define HEAD                                                                                                 \
    "{\"DomainName\":\"d\",\"EventTriggerName\":\"t\",\"ObjectTypeName\":\"Order\","                         \
    "\"EventTriggerConditions\":["                                                                           \
    "{\"LogicalOperator\":\"ALL\",\"EventTriggerDimensions\":[{\"ObjectAttributes\":[{\"FieldName\":"        \
    "\"total\","                                                                                             \
    "\"ComparisonOperator\":\"EQUAL\",\"Values\":[\"1\"]}]}]}],"
#define TAG(k) "{\"Key\":\"" k "\",\"Value\":\"1\"}"

const char triggers_plain[] =
    HEAD "\"SegmentFilter\":\"vip\",\"Tags\":[" TAG("a") "," TAG("b") "," TAG("c") "]}";
const char triggers_segment[] =
    HEAD "\"SegmentFilter\":\"all\",\"Tags\":[" TAG("a") "," TAG("b") "," TAG("c") "]}";
const char triggers_tags[] = HEAD "\"SegmentFilter\":\"vip\",\"Tags\":[" TAG("a") "," TAG("b") "]}";
const char triggers_described[] =
    HEAD "\"SegmentFilter\":\"vip\",\"Description\":\"x\",\"Tags\":[" TAG("a") "," TAG("b") "," TAG("c") "]}";

void triggers_environment(const char *folder)
{
    triggers_environment_with(folder, NULL);
}

void triggers_environment_with(const char *folder, const char *variable)
{
    char *home = mem_printf("HOME=%s", folder);
    char key[] = "AWS_ACCESS_KEY_ID=AKIATEST", secret[] = "AWS_SECRET_ACCESS_KEY=secret";
    char off[] = "AWS_EC2_METADATA_DISABLED=true";
    char *variables[] = {home, key, secret, off, (char *)variable, NULL};
    env_init(variables);
    free(home);
}
