#include "local/local_iam.h"

#include <stdlib.h>
#include <string.h>
#include "base/array.h"
#include "base/mem.h"
#include "base/texts.h"
#include "local/local_deny.h"
#include "local/local_sts.h"

/* Of IAM's own model: a simulation takes no more. */
enum { LIST_MOST = 100 };

#define ROLE_NAME "ConnectAdmin"
#define ROLE_PATH "/contact-centre/"
#define ROLE_ARN  "arn:aws:iam::" LOCAL_STS_ACCOUNT ":role" ROLE_PATH ROLE_NAME

/* Everything around the result: <ACTIONResponse><ACTIONResult>…. */
static void answer(struct exchange *x, const char *result)
{
    x->status = 200;
    strbuf_addf(&x->answer,
                "<%sResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">\n  <%sResult>\n%s  "
                "</%sResult>\n  <ResponseMetadata>\n    <RequestId>%s</RequestId>\n  </ResponseMetadata>\n"
                "</%sResponse>\n",
                x->action, x->action, result, x->action, x->request_id, x->action);
}

/* ---- GetRole ---- */

static void get_role(const struct local_options *options, struct exchange *x)
{
    char *name = exchange_parameter(x, "RoleName");
    char *resource = mem_printf("role/%s", name != NULL ? name : "");
    if (name == NULL)
        exchange_fail(x, "ValidationError", "Value null at 'roleName' failed to satisfy constraint");
    else if (!local_deny_admits(options->deny, x, "iam:GetRole", resource))
        ; /* it has failed */
    else if (strcmp(name, ROLE_NAME) != 0)
        exchange_fail(x, "NoSuchEntity", "The role with name %s cannot be found.", name);
    else
        answer(x, "    <Role>\n      <Path>" ROLE_PATH "</Path>\n      <RoleName>" ROLE_NAME "</RoleName>\n"
                  "      <Arn>" ROLE_ARN "</Arn>\n      <RoleId>AROALOCALCONNECTADMIN</RoleId>\n"
                  "      <CreateDate>2026-01-01T00:00:00Z</CreateDate>\n    </Role>\n");
    free(resource);
    free(name);
}

/* ---- SimulatePrincipalPolicy ---- */

/* NAME.member.1, NAME.member.2, … */
static void read_list(const struct exchange *x, const char *name, struct texts *list)
{
    for (int i = 1; i <= LIST_MOST; i++) {
        char *member = mem_printf("%s.member.%d", name, i), *value = exchange_parameter(x, member);
        free(member);
        if (value == NULL)
            return;
        texts_add(list, value);
        free(value);
    }
}

/* One result an action, over all resources, as IAM gives it. */
static void simulate(const struct local_options *options, struct exchange *x, const struct texts *actions,
                     const char *resource)
{
    struct strbuf result = STRBUF_INIT;
    strbuf_adds(&result, "    <IsTruncated>false</IsTruncated>\n    <EvaluationResults>\n");
    for (size_t i = 0; i < actions->count; i++) {
        bool denied = local_deny_has(options->deny, actions->items[i]);
        strbuf_adds(&result, "      <member>\n        <MatchedStatements/>\n        <MissingContextValues/>\n"
                             "        <EvalActionName>");
        exchange_add_xml(&result, actions->items[i]);
        strbuf_adds(&result, "</EvalActionName>\n        <EvalResourceName>");
        exchange_add_xml(&result, resource);
        strbuf_addf(&result,
                    "</EvalResourceName>\n        <EvalDecision>%s</EvalDecision>\n      </member>\n",
                    denied ? "implicitDeny" : "allowed");
    }
    strbuf_adds(&result, "    </EvaluationResults>\n");
    answer(x, result.text);
    strbuf_release(&result);
}

static void simulate_principal(const struct local_options *options, struct exchange *x)
{
    char *source = exchange_parameter(x, "PolicySourceArn");
    const char *resource = source != NULL ? strrchr(source, ':') : NULL;
    struct texts actions = {0}, resources = {0};
    read_list(x, "ActionNames", &actions);
    read_list(x, "ResourceArns", &resources);
    if (source == NULL || actions.count == 0)
        exchange_fail(x, "ValidationError", "PolicySourceArn and ActionNames must not be empty");
    else if (!local_deny_admits(options->deny, x, "iam:SimulatePrincipalPolicy",
                                resource != NULL ? resource + 1 : source))
        ; /* it has failed */
    else if (strcmp(source, LOCAL_STS_USER_ARN) != 0 && strcmp(source, ROLE_ARN) != 0)
        exchange_fail(x, "NoSuchEntity", "The entity %s cannot be found.", source);
    else
        simulate(options, x, &actions, resources.count > 0 ? resources.items[0] : "*");
    texts_release(&actions);
    texts_release(&resources);
    free(source);
}

/* ---- routing ---- */

void local_iam_answer(const struct local_options *options, struct exchange *x)
{
    static const struct {
        const char *name;
        void (*answer)(const struct local_options *options, struct exchange *x);
    } actions[] = {{"GetRole", get_role}, {"SimulatePrincipalPolicy", simulate_principal}};
    char *action = exchange_parameter(x, "Action"), *version = exchange_parameter(x, "Version");
    for (size_t i = 0; i < ARRAY_COUNT(actions) && action != NULL && version != NULL; i++)
        if (strcmp(action, actions[i].name) == 0 && strcmp(version, "2010-05-08") == 0) {
            x->action = mem_dup(action);
            actions[i].answer(options, x);
        }
    if (x->action == NULL)
        exchange_fail(x, "InvalidAction", "Could not find operation %s for version %s",
                      action != NULL ? action : "(none)", version != NULL ? version : "NO_VERSION_SPECIFIED");
    free(action);
    free(version);
}
