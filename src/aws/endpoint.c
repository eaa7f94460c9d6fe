#include "aws/endpoint.h"

#include <arpa/inet.h>
#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "aws/config.h"
#include "base/array.h"
#include "base/env.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

struct service {
    const char *signing_name; /* and the host's first part */
    const char *variable;     /* AWS_ENDPOINT_URL_… */
    const char *key;          /* in a services section */
};

static const struct service services[AWS_SERVICES] = {
    [AWS_CLOUDCONTROL] = {"cloudcontrolapi", "AWS_ENDPOINT_URL_CLOUDCONTROL", "cloudcontrol"},
    [AWS_CUSTOMER_PROFILES] = {"profile", "AWS_ENDPOINT_URL_CUSTOMER_PROFILES", "customer_profiles"},
    [AWS_STS] = {"sts", "AWS_ENDPOINT_URL_STS", "sts"},
    [AWS_SSO] = {"portal.sso", "AWS_ENDPOINT_URL_SSO", "sso"},
    [AWS_SSO_OIDC] = {"oidc", "AWS_ENDPOINT_URL_SSO_OIDC", "sso_oidc"},
    [AWS_IAM] = {"iam", "AWS_ENDPOINT_URL_IAM", "iam"},
};

struct partition {
    const char *prefixes; /* of its regions, between blanks */
    const char *dns, *dual;
    bool
        plain_sts; /* the hosts of its STS and Identity Center are FIPS ones as they are, but for dual-stack */
    const char *iam_region;
    const char *iam[4]; /* hosts: plain, FIPS, dual-stack, both */
};

/* botocore partitions.json, and the rule set of IAM; a region is PREFIX-word-digits. What matches none counts to the
 * first. */
static const struct partition partitions[] = {
    {"us eu ap sa ca me af il mx",
     "amazonaws.com",
     "api.aws",
     false,
     "us-east-1",
     {"iam.amazonaws.com", "iam-fips.amazonaws.com", "iam.global.api.aws", "iam-fips.global.api.aws"}},
    {"cn",
     "amazonaws.com.cn",
     "api.amazonwebservices.com.cn",
     false,
     "cn-north-1",
     {"iam.cn-north-1.amazonaws.com.cn", "iam-fips.amazonaws.com.cn",
      "iam.global.api.amazonwebservices.com.cn", "iam-fips.api.amazonwebservices.com.cn"}},
    {"us-gov",
     "amazonaws.com",
     "api.aws",
     true,
     "us-gov-west-1",
     {"iam.us-gov.amazonaws.com", "iam.us-gov.amazonaws.com", "iam.us-gov.api.aws", "iam.us-gov.api.aws"}},
    {"us-iso",
     "c2s.ic.gov",
     "api.aws.ic.gov",
     false,
     "us-iso-east-1",
     {"iam.us-iso-east-1.c2s.ic.gov", "iam-fips.us-iso-east-1.c2s.ic.gov", "iam.api.aws.ic.gov",
      "iam-fips.api.aws.ic.gov"}},
    {"us-isob",
     "sc2s.sgov.gov",
     "api.aws.scloud",
     false,
     "us-isob-east-1",
     {"iam.us-isob-east-1.sc2s.sgov.gov", "iam-fips.us-isob-east-1.sc2s.sgov.gov", "iam.api.aws.scloud",
      "iam-fips.api.aws.scloud"}},
    {"eu-isoe",
     "cloud.adc-e.uk",
     "api.cloud-aws.adc-e.uk",
     false,
     "eu-isoe-west-1",
     {"iam.eu-isoe-west-1.cloud.adc-e.uk", "iam-fips.cloud.adc-e.uk", "iam.api.cloud-aws.adc-e.uk",
      "iam-fips.api.cloud-aws.adc-e.uk"}},
    {"us-isof",
     "csp.hci.ic.gov",
     "api.aws.hci.ic.gov",
     false,
     "us-isof-south-1",
     {"iam.us-isof-south-1.csp.hci.ic.gov", "iam-fips.csp.hci.ic.gov", "iam.api.aws.hci.ic.gov",
      "iam-fips.api.aws.hci.ic.gov"}},
    {"eusc-de",
     "amazonaws.eu",
     "api.amazonwebservices.eu",
     false,
     "eusc-de-east-1",
     {"iam.eusc-de-east-1.amazonaws.eu", "iam-fips.amazonaws.eu", "iam.global.api.amazonwebservices.eu",
      "iam-fips.api.amazonwebservices.eu"}},
};

/* botocore partitions.json: all regions that AWS has named. */
static const char *const known_regions[] = {
    "af-south-1",      "ap-east-1",      "ap-east-2",      "ap-northeast-1", "ap-northeast-2",
    "ap-northeast-3",  "ap-south-1",     "ap-south-2",     "ap-southeast-1", "ap-southeast-2",
    "ap-southeast-3",  "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
    "ca-central-1",    "ca-west-1",      "eu-central-1",   "eu-central-2",   "eu-north-1",
    "eu-south-1",      "eu-south-2",     "eu-west-1",      "eu-west-2",      "eu-west-3",
    "il-central-1",    "me-central-1",   "me-south-1",     "me-west-1",      "mx-central-1",
    "sa-east-1",       "sa-west-1",      "us-east-1",      "us-east-2",      "us-west-1",
    "us-west-2",       "cn-north-1",     "cn-northwest-1", "eusc-de-east-1", "us-iso-east-1",
    "us-iso-west-1",   "us-isob-east-1", "us-isob-west-1", "eu-isoe-west-1", "us-isof-east-1",
    "us-isof-south-1", "us-gov-east-1",  "us-gov-west-1",
};

/* botocore endpoints.json, "profile": all in the first partition. */
static const char *const profiles_regions[] = {
    "us-east-1",      "us-west-2",      "af-south-1",   "ap-northeast-1", "ap-northeast-2",
    "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1",   "eu-west-2",
};

/* ---- regions ---- */

static bool is_region_of(const char *region, const char *prefix, size_t length)
{
    const char *word, *digits;

    if (strncmp(region, prefix, length) != 0 || region[length] != '-')
        return false;
    word = region + length + 1;
    digits = strchr(word, '-');
    if (!digits || digits == word || !digits[1])
        return false;
    return digits[1 + strspn(digits + 1, "0123456789")] == '\0';
}

static const struct partition *partition_of(const char *region)
{
    for (size_t i = 0; i < ARRAY_COUNT(partitions); i++) {
        const char *prefix = partitions[i].prefixes;

        while (*prefix) {
            size_t length = strcspn(prefix, " ");

            if (is_region_of(region, prefix, length))
                return &partitions[i];
            prefix += length + strspn(prefix + length, " ");
        }
    }
    return &partitions[0];
}

void endpoint_profiles_regions(const char *region, struct texts *names)
{
    if (region && partition_of(region) != &partitions[0])
        return;
    for (size_t i = 0; i < ARRAY_COUNT(profiles_regions); i++)
        texts_add(names, profiles_regions[i]);
}

/* A label of a host name: it becomes one. In small letters, since the signature has it as it is written; "all" is etrig's word
 * for every region. */
static bool is_label(const char *region)
{
    size_t length = strlen(region);
    bool digits = true;

    if (!length || length > 63 || region[0] == '-' || region[length - 1] == '-' || strcmp(region, "all") == 0)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!islower((unsigned char)region[i]) && !isdigit((unsigned char)region[i]) && region[i] != '-')
            return false;
        digits = digits && isdigit((unsigned char)region[i]);
    }
    return !digits;
}

bool endpoint_region_is_known(const char *region)
{
    for (size_t i = 0; i < ARRAY_COUNT(known_regions); i++)
        if (strcmp(known_regions[i], region) == 0)
            return true;
    return false;
}

const char *endpoint_region_near(const char *region)
{
    return text_nearest(region, known_regions, ARRAY_COUNT(known_regions));
}

/* Words of small letters, two at least and the first of two letters at least, and a number. */
static bool has_form(const char *region)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    size_t length = strspn(region, letters), words = 0;

    if (length < 2)
        return false;
    for (; length; length = strspn(region, letters)) {
        words++;
        region += length;
        if (*region++ != '-')
            return false;
    }
    length = strspn(region, "0123456789");
    return words >= 2 && length && !region[length];
}

/* A file's value goes on behind the region's name: AWS's grammar takes what looks like a comment or a key. True if
 * so. */
static bool hint_rest(const char *region, struct err *err)
{
    size_t length = strcspn(region, " \t\n");
    char *name = mem_dup_n(region, length);
    const char *rest = region + length + strspn(region + length, " \t");
    bool found = has_form(name);

    free(name);
    if (found && *rest == '\n')
        err_hint(err, "the line below is indented and so belongs to it: begin that line at the left");
    else if (found && (*rest == '#' || *rest == ';'))
        err_hint(err, "what stands behind it belongs to it: give a comment a line of its own");
    else
        return false;
    return true;
}

static bool refuse_region(const char *region, struct err *err)
{
    char *lower = text_fold(region), *line = mem_dup_n(region, strcspn(region, "\n"));
    const char *near = endpoint_region_near(lower);

    free(lower);
    err_set(err, ERR_USAGE, "\"%s\"%s is no region", line, region[strlen(line)] ? " with a second line" : "");
    free(line);
    if (hint_rest(region, err))
        return false;
    if (near)
        return err_hint(err, "did you mean %s?", near);
    return err_hint(err, "a region is named as in us-east-1");
}

bool endpoint_region_is_label(const char *region, struct err *err)
{
    return is_label(region) || refuse_region(region, err);
}

bool endpoint_region_is_plausible(const char *region, struct err *err)
{
    return has_form(region) || refuse_region(region, err);
}

const char *endpoint_signing_name(enum aws_service service)
{
    assert(service < AWS_SERVICES);
    return services[service].signing_name;
}

const char *endpoint_signing_region(enum aws_service service, const char *region)
{
    return service == AWS_IAM ? partition_of(region)->iam_region : region;
}

/* ---- URLs ---- */

bool endpoint_host(const char *url, char *host, size_t size)
{
    const char *start = strstr(url, "://");
    bool bracketed;
    size_t length;

    if (!start)
        return false;
    start += 3;
    if (memchr(start, '@', strcspn(start, "/?#")))
        return false;
    bracketed = *start == '[';
    start += bracketed;
    length = strcspn(start, bracketed ? "]/" : ":/?#");
    if (bracketed && (start[length] != ']' || (start[length + 1] && !strchr(":/?#", start[length + 1]))))
        return false;
    if (!length || length >= size)
        return false;
    memcpy(host, start, length);
    host[length] = '\0';
    return true;
}

bool endpoint_is_loopback(const char *url)
{
    struct in6_addr six, loopback = IN6ADDR_LOOPBACK_INIT;
    struct in_addr four;
    char host[ENDPOINT_HOST_SIZE];

    if (!endpoint_host(url, host, sizeof host))
        return false;
    if (strcasecmp(host, "localhost") == 0)
        return true;
    if (inet_pton(AF_INET, host, &four) == 1)
        return ntohl(four.s_addr) >> 24 == 127;
    return inet_pton(AF_INET6, host, &six) == 1 && memcmp(&six, &loopback, sizeof six) == 0;
}

/* An entry of allow_http is a whole URL, host:port or a host. */
static bool is_allowed(const char *url, const struct texts *allow_http)
{
    const char *rest = strstr(url, "://") + 3;
    char host[ENDPOINT_HOST_SIZE];

    if (!allow_http || !endpoint_host(url, host, sizeof host))
        return false;
    for (size_t i = 0; i < allow_http->count; i++) {
        const char *entry = allow_http->items[i];
        size_t length = strcspn(rest, "/");

        if (strcasecmp(entry, url) == 0 || strcasecmp(entry, host) == 0)
            return true;
        if (strlen(entry) == length && strncasecmp(entry, rest, length) == 0)
            return true;
    }
    return false;
}

static bool has_odd_characters(const char *url)
{
    return !text_is_graphic(url) || strpbrk(url, "?#@\"<>\\");
}

/* Takes what somebody configured; place says who, for the sentence. free(). */
static char *take_url(const char *given, const char *place, const struct texts *allow_http, struct err *err)
{
    char *url = mem_dup(given), host[ENDPOINT_HOST_SIZE];
    bool plain = strncasecmp(url, "http://", 7) == 0;

    for (size_t length = strlen(url); length && url[length - 1] == '/'; length--)
        url[length - 1] = '\0';
    if (has_odd_characters(url) || (!plain && strncasecmp(url, "https://", 8) != 0) ||
        !endpoint_host(url, host, sizeof host)) {
        err_set(err, ERR_USAGE, "the endpoint of %s is no URL", place);
        err_hint(err, "write it as https://host or http://127.0.0.1:8080");
    } else if (plain && !endpoint_is_loopback(url) && !is_allowed(url, allow_http)) {
        err_set(err, ERR_USAGE, "%s (%s) is not encrypted: http is for this machine alone", url, place);
        err_hint(err, "use https, or name %s under allow_http in etrig's config", host);
    } else {
        return url;
    }
    free(url);
    return NULL;
}

/* ---- who configured it ---- */

/* What somebody configured. */
struct given {
    const char *url; /* borrowed; NULL: nothing */
    char *place;     /* owned: a variable, or a file and its line; NULL with url */
};

/* Takes place over. An empty option is none. True if there is one. */
static bool take_given(struct given *given, const char *url, char *place)
{
    if (url && *url) {
        *given = (struct given){url, place};
        return true;
    }
    free(place);
    return false;
}

/* A services section, then the profile. false if the profile names a section that is not there. */
static bool find_in_files(enum aws_service service, const struct aws_config *config, const char *profile,
                          struct given *given, struct err *err)
{
    const struct ini_entry *entry;

    if (!config_service_entry(config, profile, services[service].key, "endpoint_url", &entry, err))
        return false;
    if (entry && take_given(given, entry->value, config_line_place(&config->config, entry->line)))
        return true;
    take_given(given, config_filled(config, profile, "endpoint_url"),
               config_place(config, profile, "endpoint_url"));
    return true;
}

/* By the CLI's order: option, variables, files. */
static bool find_given(enum aws_service service, const char *option, const struct aws_config *config,
                       const char *profile, struct given *given, struct err *err)
{
    const char *const variables[] = {services[service].variable, "AWS_ENDPOINT_URL"};
    bool is_for_option = service != AWS_SSO && service != AWS_SSO_OIDC;

    *given = (struct given){0};
    if (is_for_option && take_given(given, option, mem_dup("--endpoint-url")))
        return true;
    if (config_is_true(config, profile, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                       "ignore_configured_endpoint_urls"))
        return true;
    for (size_t i = 0; i < ARRAY_COUNT(variables); i++)
        if (take_given(given, env_get_filled(variables[i]), mem_dup(variables[i])))
            return true;
    return find_in_files(service, config, profile, given, err);
}

bool endpoint_is_configured(enum aws_service service, const char *option, const struct aws_config *config,
                            const char *profile)
{
    struct given given;
    struct err ignored;
    bool found = find_given(service, option, config, profile, &given, &ignored) && given.url;

    free(given.place);
    return found;
}

/* FIPS and dual-stack choose the host. */
static char *computed_url(enum aws_service service, const char *region, bool fips, bool dual)
{
    const struct partition *partition = partition_of(region);
    bool is_plain = service != AWS_CLOUDCONTROL && service != AWS_CUSTOMER_PROFILES && partition->plain_sts;

    if (service == AWS_IAM)
        return mem_printf("https://%s", partition->iam[fips + 2 * dual]);
    return mem_printf("https://%s%s.%s.%s", services[service].signing_name,
                      fips && (dual || !is_plain) ? "-fips" : "", region,
                      dual ? partition->dual : partition->dns);
}

static void refuse_both(const struct given *given, bool fips, const struct aws_config *config,
                        const char *profile, struct err *err)
{
    char *flag =
        fips ? config_setting_place(config, profile, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")
             : config_setting_place(config, profile, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");

    err_set(err, ERR_USAGE, "an endpoint of its own (%s) cannot be %s too (%s)", given->place,
            fips ? "FIPS" : "dual-stack", flag);
    err_hint(err, "take back one of the two");
    free(flag);
}

char *endpoint_url(enum aws_service service, const char *region, const char *option,
                   const struct aws_config *config, const char *profile, const struct texts *allow_http,
                   struct err *err)
{
    bool fips = config_is_true(config, profile, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
    bool dual = config_is_true(config, profile, "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");
    struct given given;
    char *url = NULL;

    if (!endpoint_region_is_label(region, err) || !find_given(service, option, config, profile, &given, err))
        return NULL;
    if (!given.url)
        return computed_url(service, region, fips, dual);
    if (fips || dual)
        refuse_both(&given, fips, config, profile, err);
    else
        url = take_url(given.url, given.place, allow_http, err);
    free(given.place);
    return url;
}
