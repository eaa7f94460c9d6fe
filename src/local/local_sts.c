#include "local/local_sts.h"

#include "base/mem.h"

static void answer_identity(struct exchange *x)
{
    x->status = 200;
    strbuf_addf(&x->answer,
                "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n"
                "  <GetCallerIdentityResult>\n    <Arn>" LOCAL_STS_USER_ARN "</Arn>\n"
                "    <UserId>AIDALOCALCONNECTADMIN</UserId>\n    <Account>" LOCAL_STS_ACCOUNT "</Account>\n"
                "  </GetCallerIdentityResult>\n  <ResponseMetadata>\n    <RequestId>%s</RequestId>\n  "
                "</ResponseMetadata>\n"
                "</GetCallerIdentityResponse>\n",
                x->request_id);
}

void local_sts_answer(struct exchange *x)
{
    char *action = exchange_parameter(x, "Action"), *version = exchange_parameter(x, "Version");
    if (action != NULL && strcmp(action, "GetCallerIdentity") == 0 && version != NULL &&
        strcmp(version, "2011-06-15") == 0) {
        x->action = mem_dup(action);
        answer_identity(x);
    } else {
        exchange_fail(x, "InvalidAction", "Could not find operation %s for version %s",
                      action != NULL ? action : "(none)", version != NULL ? version : "NO_VERSION_SPECIFIED");
    }
    free(action);
    free(version);
}
