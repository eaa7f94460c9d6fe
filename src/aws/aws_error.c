#include "aws/aws_error.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/mem.h"

/* What a name is about: chooses the sentence. */
enum topic {
    TOPIC_WORDS,   /* the service's own words are the sentence */
    TOPIC_SECRET,  /* the signature does not match */
    TOPIC_KEY,     /* the access key is not known */
    TOPIC_EXPIRED, /* the session is over */
    TOPIC_CLOCK,   /* signed at another time than AWS's */
    TOPIC_DENIED,  /* a permission is missing */
    TOPIC_RATE     /* too many requests */
};

struct meaning {
    const char *name; /* without "Exception" at its end */
    enum err_code code;
    enum topic topic;
    const char *hint; /* for TOPIC_WORDS; NULL: none */
};

static const char hint_again[] = "try again in a minute";
static const char hint_quota[] = "raise the quota under Service Quotas, or delete what is no longer used";
static const char hint_running[] = "wait until the running operation has ended";

static const struct meaning meanings[] = {
    {"SignatureDoesNotMatch", ERR_ACCESS, TOPIC_SECRET, NULL},
    {"InvalidSignature", ERR_ACCESS, TOPIC_SECRET, NULL},
    {"IncompleteSignature", ERR_ACCESS, TOPIC_SECRET, NULL},
    {"UnrecognizedClient", ERR_ACCESS, TOPIC_KEY, NULL},
    {"InvalidClientTokenId", ERR_ACCESS, TOPIC_KEY, NULL},
    {"InvalidAccessKeyId", ERR_ACCESS, TOPIC_KEY, NULL},
    {"AuthFailure", ERR_ACCESS, TOPIC_KEY, NULL},
    {"MissingAuthenticationToken", ERR_ACCESS, TOPIC_WORDS,
     "look at the endpoint: it does not take signed requests"},
    {"ExpiredToken", ERR_ACCESS, TOPIC_EXPIRED, NULL},
    {"RequestExpired", ERR_ACCESS, TOPIC_CLOCK, NULL},
    {"RequestTimeTooSkewed", ERR_ACCESS, TOPIC_CLOCK, NULL},
    {"RequestInTheFuture", ERR_ACCESS, TOPIC_CLOCK, NULL},
    {"AccessDenied", ERR_ACCESS, TOPIC_DENIED, NULL},
    {"UnauthorizedOperation", ERR_ACCESS, TOPIC_DENIED, NULL},
    {"UnauthorizedTaggingOperation", ERR_ACCESS, TOPIC_DENIED, NULL},
    {"InvalidCredentials", ERR_ACCESS, TOPIC_WORDS,
     "look at the role given with --role-arn and at your own permissions"},
    {"OptInRequired", ERR_ACCESS, TOPIC_WORDS, "enable the region for this account, or choose another one"},
    {"RegionDisabled", ERR_ACCESS, TOPIC_WORDS, "enable the region for this account, or choose another one"},
    {"NotFound", ERR_NOT_FOUND, TOPIC_WORDS, NULL},
    {"ResourceNotFound", ERR_NOT_FOUND, TOPIC_WORDS, NULL},
    {"RequestTokenNotFound", ERR_NOT_FOUND, TOPIC_WORDS, "AWS forgets an operation after 7 days"},
    {"AlreadyExists", ERR_CONFLICT, TOPIC_WORDS, "open what exists, or take another name"},
    {"ResourceConflict", ERR_CONFLICT, TOPIC_WORDS, "read it again and look what changed"},
    {"ClientTokenConflict", ERR_CONFLICT, TOPIC_WORDS, "look at the operation that used this token"},
    {"ConcurrentOperation", ERR_CONFLICT, TOPIC_WORDS, hint_running},
    {"ConcurrentModification", ERR_CONFLICT, TOPIC_WORDS, hint_running},
    {"TypeNotFound", ERR_FAILED, TOPIC_WORDS, "this region may not offer the type: choose another one"},
    {"ServiceLimitExceeded", ERR_FAILED, TOPIC_WORDS, hint_quota},
    {"Throttling", ERR_FAILED, TOPIC_RATE, NULL},
    {"TooManyRequests", ERR_FAILED, TOPIC_RATE, NULL},
    {"ServiceInternalError", ERR_FAILED, TOPIC_WORDS, hint_again},
    {"ServiceTimeout", ERR_FAILED, TOPIC_WORDS, hint_again},
    {"InternalFailure", ERR_FAILED, TOPIC_WORDS, hint_again},
    {"InternalServer", ERR_FAILED, TOPIC_WORDS, hint_again},
    {"NotStabilized", ERR_FAILED, TOPIC_WORDS, hint_again},
    {"NetworkFailure", ERR_FAILED, TOPIC_WORDS, hint_again},
};

/* Services say "AlreadyExistsException" where progress events say "AlreadyExists": the tail means nothing. */
static bool is_named(const char *name, const char *known)
{
    size_t length = strlen(known);

    return strncmp(name, known, length) == 0 &&
           (name[length] == '\0' || strcmp(name + length, "Exception") == 0);
}

bool aws_error_is_one_of(const char *name, const char *const *names)
{
    for (; name && *names; names++)
        if (is_named(name, *names))
            return true;
    return false;
}

static const struct meaning *meaning_of(const char *name)
{
    static const struct meaning other = {NULL, ERR_FAILED, TOPIC_WORDS, NULL};

    for (size_t i = 0; i < ARRAY_COUNT(meanings); i++)
        if (is_named(name, meanings[i].name))
            return &meanings[i];
    return &other;
}

char *aws_error_name(const char *spelled)
{
    size_t length = strcspn(spelled, ",");
    const char *hash;

    length = strcspn(spelled, ":") < length ? strcspn(spelled, ":") : length;
    hash = memchr(spelled, '#', length);
    if (hash) {
        length -= (size_t)(hash + 1 - spelled);
        spelled = hash + 1;
    }
    return length ? mem_dup_n(spelled, length) : NULL;
}

/* The service's words without what its own libraries add: "AWS::X::Y Handler returned status FAILED: " in
 * front, " (Service: …, Request ID: …)" behind. */
static char *words_of(const struct aws_error *error)
{
    static const char front[] = " Handler returned status FAILED: ";
    const char *message = error->message ? error->message : "", *tail, *start = strstr(message, front);
    char *words;

    if (start && strcspn(message, " ") == (size_t)(start - message))
        message = start + sizeof front - 1;
    tail = strstr(message, " (Service: ");
    if (!tail)
        tail = strstr(message, " (HandlerErrorCode: ");
    words = mem_dup_n(message, tail ? (size_t)(tail - message) : strlen(message));
    if (!*words) {
        free(words);
        words = mem_printf("the service answered with %s", error->name);
    }
    return words;
}

/* ---- denials ---- */

static const char refusal[] = "ot authorized to perform"; /* "is not …", "Not …" */

/* The text behind start up to a blank or the text's end, without the full stop of a sentence; NULL if start is
 * not there or nothing follows. free(). */
static char *word_behind(const char *text, const char *start)
{
    const char *from = strstr(text, start);
    size_t length;

    if (!from)
        return NULL;
    from += strlen(start);
    length = strcspn(from, " \t\r\n");
    while (length && strchr(".,;", from[length - 1]))
        length--;
    return length ? mem_dup_n(from, length) : NULL;
}

/* AWS's reason: "because no identity-based policy allows …", in older texts "with an explicit deny …"; NULL if
 * it gives none. free(). */
static char *reason_in(const char *text)
{
    static const char because[] = " because ", denied[] = " with an explicit deny";
    const char *from = strstr(text, because);

    if (from)
        from += sizeof because - 1;
    else if ((from = strstr(text, denied)))
        from++;
    return from ? mem_dup_n(from, strcspn(from, "\r\n")) : NULL;
}

char *aws_error_denied_action(const char *message)
{
    const char *from = message ? strstr(message, refusal) : NULL;
    char *action = NULL;

    if (from) {
        from += sizeof refusal - 1;
        action = word_behind(from, *from == ':' ? ": " : " ");
    }
    if (action && !strchr(action, ':')) {
        free(action);
        action = NULL;
    }
    return action;
}

/* The name of a principal or a resource within its account, which the screen shows anyway:
 * "assumed-role/ConnectAdmin/ann" of its ARN. */
static const char *within_account(const char *arn)
{
    const char *name = arn;

    for (int i = 0; strncmp(arn, "arn:", 4) == 0 && name && i < 5; i++)
        name = strchr(name, ':') ? strchr(name, ':') + 1 : NULL;
    return name && *name ? name : arn;
}

/* "User: P is not authorized to perform: A on resource: R because WHY" [section 6 of the captured texts]. */
static void explain_named(const char *action, const char *words, struct err *err)
{
    char *who = word_behind(words, "User: "), *what = word_behind(words, "on resource: ");
    char *why = reason_in(words);
    const char *principal = who ? who : "this principal";

    err_set(err, ERR_ACCESS, "%s is not allowed: %s may not do it%s%s", action, within_account(principal),
            what ? " on " : "", what ? what : "");
    if (why)
        err_hint(err, "let somebody allow it to %s; AWS says: %s", principal, why);
    else
        err_hint(err, "let somebody allow it to %s", principal);
    free(who);
    free(what);
    free(why);
}

static void explain_denied(const struct aws_error *error, const char *words, struct err *err)
{
    char *action = aws_error_denied_action(words);

    if (action) {
        explain_named(action, words, err);
    } else if (error->action) {
        err_set(err, ERR_ACCESS, "%s is not allowed: %s", error->action, words);
        err_hint(err, "let somebody allow it to this principal; AWS names no action, and this is what the "
                      "call needs");
    } else {
        err_set(err, ERR_ACCESS, "access is denied: %s", words);
        err_hint(err, "AWS names no action: etrig doctor says which permission is missing");
    }
    free(action);
}

static const char hint_clock[] = "set the clock of this machine";

static long long minutes_of(int64_t skew_ms)
{
    return (llabs(skew_ms) + 30000) / 60000;
}

bool aws_error_clock(int64_t skew_ms, struct err *err)
{
    err_set(err, ERR_ACCESS, "the clock of this machine is %lld minutes %s AWS's", minutes_of(skew_ms),
            skew_ms > 0 ? "behind" : "ahead of");
    return err_hint(err, "%s", hint_clock);
}

static bool explain_clock(const struct aws_error *error, struct err *err)
{
    if (minutes_of(error->skew_ms))
        return aws_error_clock(error->skew_ms, err);
    err_set(err, ERR_ACCESS, "the time of the request is not AWS's time");
    return err_hint(err, "%s", hint_clock);
}

static bool explain_secret(const struct aws_error *error, const char *source, struct err *err)
{
    const char *message = error->message ? error->message : "";

    if (strstr(message, "Signature expired") || strstr(message, "not yet current"))
        return explain_clock(error, err);
    err_set(err, ERR_ACCESS,
            "the signature does not match: the secret key from %s is not the one of its access key", source);
    return err_hint(err, "correct the secret key; AWS's name for this is %s", error->name);
}

bool aws_error_explain(const struct aws_error *error, struct err *err)
{
    const struct meaning *meaning = meaning_of(error->name);
    const char *source = error->source ? error->source : "these credentials";
    char *words = words_of(error);

    switch (aws_error_is_denial(error->name, error->message) ? TOPIC_DENIED : meaning->topic) {
    case TOPIC_SECRET:
        explain_secret(error, source, err);
        break;
    case TOPIC_KEY:
        err_set(err, ERR_ACCESS, "the access key from %s is not known in %s", source,
                error->region ? error->region : "this region");
        err_hint(
            err,
            "correct the key and its session token, and look whether the account has this region enabled");
        break;
    case TOPIC_EXPIRED:
        err_set(err, ERR_ACCESS, "the session of the credentials from %s is over", source);
        err_hint(err, "sign in again and take fresh keys");
        break;
    case TOPIC_CLOCK:
        explain_clock(error, err);
        break;
    case TOPIC_DENIED:
        explain_denied(error, words, err);
        break;
    case TOPIC_RATE:
        err_set(err, ERR_FAILED, "AWS asks for fewer requests: %s", words);
        err_hint(err, "%s", hint_again);
        break;
    case TOPIC_WORDS:
        /* The service's own schema found fault with the document itself. */
        err_set(err, strncmp(words, "Model validation failed", 23) == 0 ? ERR_INVALID : meaning->code, "%s",
                words);
        if (meaning->hint)
            err_hint(err, "%s", meaning->hint);
        break;
    }
    free(words);
    return false;
}

/* Handlers put a denial into other errors too ("GeneralServiceException: User: … is not authorized …"). */
bool aws_error_is_denial(const char *name, const char *message)
{
    const struct meaning *meaning = name ? meaning_of(name) : NULL;

    return meaning && (meaning->topic == TOPIC_DENIED ||
                       (meaning->topic == TOPIC_WORDS && message && strstr(message, refusal)));
}

bool aws_error_is_of_handler(const char *message)
{
    return message && (strstr(message, "HandlerErrorCode") || strstr(message, "Handler returned"));
}

bool aws_error_refuses_keys(const char *name)
{
    static const char *const others[] = {"MissingAuthenticationToken", NULL};
    enum topic topic = name ? meaning_of(name)->topic : TOPIC_WORDS;

    return topic == TOPIC_SECRET || topic == TOPIC_KEY || topic == TOPIC_EXPIRED || topic == TOPIC_CLOCK ||
           aws_error_is_one_of(name, others);
}

bool aws_error_is_clock(const char *name)
{
    static const char *const names[] = {
        "RequestTimeTooSkewed",  "RequestExpired", "RequestInTheFuture", "InvalidSignature",
        "SignatureDoesNotMatch", "AuthFailure",    "AccessDenied",       NULL};

    return aws_error_is_one_of(name, names);
}
