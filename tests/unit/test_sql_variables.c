/* variables: names and values from the command line, from YAML and JSON files, and from manifests of stackql-deploy. */
#include "helpers.h"

#include <string.h>
#include <sys/stat.h>
#include "base/env.h"
#include "base/mem.h"
#include "sql/variables.h"

static char *folder;

static int set_up(void **state)
{
    (void)state;
    folder = helpers_make_folder();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    helpers_remove_folder(folder);
    return 0;
}

static bool read(struct variables *variables, const char *name, const char *text,
                 const struct variables_choice *choice, struct err *err)
{
    char *path = helpers_file(folder, name, text, strlen(text));
    *err = (struct err){0};
    bool fine = variables_read(variables, path, choice, err);
    free(path);
    return fine;
}

static void assert_value(const struct variables *variables, const char *name, const char *json)
{
    cJSON *value = variables_find(variables, name);
    assert_non_null(value);
    helpers_assert_json(value, json);
    cJSON_Delete(value);
}

static void var_stands_above_files_in_either_spelling(void **state)
{
    (void)state;
    struct variables variables = {0};
    struct variables_choice choice = {0};
    struct err err = {0};
    assert_true(variables_assign(&variables, "DomainName=a=b", &err));
    assert_true(read(&variables, "v.yml", "domain_name: from-file\ncount: 3\ntext: yes\n", &choice, &err));
    assert_value(&variables, "domain_name", "'a=b'");
    assert_value(&variables, "count", "3");
    assert_false(variables_assign(&variables, "=x", &err));
    assert_int_equal(err.code, ERR_USAGE);
    variables_release(&variables);
}

static void yaml_knows_the_properties_under_both_names(void **state)
{
    (void)state;
    struct variables variables = {0};
    struct variables_choice choice = {0};
    struct err err;
    assert_true(
        read(&variables, "v.yml",
             "description: 007\nevent_trigger_conditions:\n- EventTriggerDimensions:\n  - ObjectAttributes:\n"
             "    - Values: [500, no]\n",
             &choice, &err));
    assert_value(&variables, "Description", "'007'");
    assert_value(&variables, "event_trigger_conditions",
                 "[{'EventTriggerDimensions':[{'ObjectAttributes':[{'Values':['500','no']}]}]}]");
    variables_release(&variables);
}

static void the_environment_counts_as_written(void **state)
{
    (void)state;
    char region[] = "AWS_REGION=eu-west-2", *environment[] = {region, NULL};
    struct variables variables = {.use_environment = true};
    env_init(environment);
    assert_value(&variables, "AWS_REGION", "'eu-west-2'");
    assert_null(variables_find(&variables, "aws_region"));
    variables_release(&variables);
}

static const char manifest[] =
    "version: 1\n"
    "name: shop\n"
    "globals:\n"
    "- name: region\n  value: '{{ vars.REGION }}'\n"
    "- name: global_tags\n  value:\n  - {Key: team, Value: '{{ stack_env }}'}\n"
    "resources:\n"
    "- name: other\n  props: []\n"
    "- name: event_triggers\n"
    "  file: event_triggers.iql\n"
    "  props:\n"
    "  - name: domain_name\n    value: 'd-{{ region }}'\n"
    "  - name: segment_filter\n    values:\n      prd: {value: vip}\n      dev: {value: all}\n"
    "  - name: tags\n    value: [{Key: own, Value: x}]\n    merge: [global_tags]\n"
    "  - name: event_trigger_limits\n    value: 'file(limits.json)'\n"
    "  exports: [domain_name]\n";

static void a_manifest_is_read_as_stackql_deploy_reads_it(void **state)
{
    (void)state;
    struct variables variables = {0};
    struct variables_choice choice = {.environment = "prd", .statements = "some/where/event_triggers.iql"};
    struct err err;
    char *resources = mem_printf("%s/resources", folder);
    mkdir(resources, 0700);
    free(helpers_file(resources, "limits.json", "{\"EventExpiration\": 300000}", 27));
    assert_true(variables_assign(&variables, "REGION=eu-west-1", &err));
    assert_true(read(&variables, "stackql_manifest.yml", manifest, &choice, &err));
    assert_value(&variables, "region", "'eu-west-1'");
    assert_value(&variables, "domain_name", "'d-eu-west-1'");
    assert_value(&variables, "SegmentFilter", "'vip'");
    assert_value(
        &variables, "tags",
        "'[{\\'Key\\': \\'own\\', \\'Value\\': \\'x\\'}, {\\'Key\\': \\'team\\', \\'Value\\': \\'prd\\'}]'");
    assert_value(&variables, "event_trigger_limits", "'{\\'EventExpiration\\': 300000}'");
    assert_value(&variables, "stack_name", "'shop'");
    assert_value(&variables, "resource_name", "'event_triggers'");
    variables_release(&variables);
    free(resources);
}

static void assert_refused(const char *text, const struct variables_choice *choice, enum err_code code,
                           const char *words)
{
    struct variables variables = {0};
    struct err err;
    assert_false(read(&variables, "bad.yml", text, choice, &err));
    assert_int_equal(err.code, code);
    if (strstr(err.text, words) == NULL)
        fail_msg("no \"%s\" in \"%s\"", words, err.text);
    variables_release(&variables);
}

static void what_a_manifest_lacks_is_named(void **state)
{
    (void)state;
    struct variables_choice none = {0}, dev = {.environment = "prod", .statements = "event_triggers.iql"};
    assert_refused(manifest, &dev, ERR_USAGE, "{{ REGION }}");
    assert_refused("globals: [{name: x}]\n", &none, ERR_INVALID, "x: it has no value");
    assert_refused("globals: [{value: x}]\n", &none, ERR_INVALID, "needs a name");
    assert_refused("globals: [{name: x, values: {prd: {value: 1}}}]\n", &none, ERR_INVALID,
                   "depends on the environment");
    assert_refused("globals: [{name: x, values: {prd: {value: 1}}}]\n", &dev, ERR_USAGE,
                   "no value for the environment prod");
    assert_refused("globals: [{name: x, value: [1], merge: [y]}]\n", &none, ERR_INVALID,
                   "merge names a variable");
    assert_refused("resources: [{name: a}, {name: b}]\n", &none, ERR_USAGE, "a, b");
    assert_refused("- a\n", &none, ERR_INVALID, "");
    assert_refused("a: 1\na: 2\n", &none, ERR_INVALID, "line 2");
    assert_refused("\ta: 1\n", &none, ERR_INVALID, "line 1");
    assert_refused("{\"a\": 1", &none, ERR_INVALID, "line 1");
    assert_refused("", &none, ERR_INVALID, "nothing in it");
    assert_refused("a: 1\n---\nb: 1\n", &none, ERR_INVALID, "one document");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(var_stands_above_files_in_either_spelling),
        cmocka_unit_test(yaml_knows_the_properties_under_both_names),
        cmocka_unit_test(the_environment_counts_as_written),
        cmocka_unit_test(a_manifest_is_read_as_stackql_deploy_reads_it),
        cmocka_unit_test(what_a_manifest_lacks_is_named),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
