/* draft: changes.md, "Drafts": what was typed survives, one lock per trigger,
 * hostile files are named and left. */
#include "helpers.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "backend/draft.h"
#include "base/array.h"
#include "base/file.h"
#include "base/mem.h"

static int set_up(void **state)
{
    *state = helpers_make_folder();
    return 0;
}

static int tear_down(void **state)
{
    helpers_remove_folder(*state);
    return 0;
}

static struct store_draft a_draft(const char *identifier, const char *document)
{
    return (struct store_draft){
        .account = (char *)"123456789012",
        .region = (char *)"eu-west-2",
        .identifier = (char *)identifier,
        .base = (char *)"{\"Description\":\"old\"}",
        .document = (char *)document,
        .saved_ms = 1790000000123,
        .endpoint = (char *)"http://127.0.0.1:4566",
    };
}

/* What draft_each said. */
struct seen {
    size_t drafts, bad;
    char document[200], base[200], identifier[100], endpoint[100];
    int64_t saved_ms;
    bool is_new;
    struct err err;
};

static void note(const struct store_draft *draft, void *context)
{
    struct seen *seen = context;

    seen->drafts++;
    snprintf(seen->document, sizeof seen->document, "%s", draft->document);
    snprintf(seen->base, sizeof seen->base, "%s", draft->base ? draft->base : "none");
    snprintf(seen->identifier, sizeof seen->identifier, "%s", draft->identifier);
    snprintf(seen->endpoint, sizeof seen->endpoint, "%s", draft->endpoint);
    seen->saved_ms = draft->saved_ms;
    seen->is_new = draft->is_new;
}

static void note_bad(const struct err *err, void *context)
{
    struct seen *seen = context;

    seen->bad++;
    seen->err = *err;
}

static struct seen look(const char *state_dir)
{
    struct seen seen = {0};

    draft_each(state_dir, note, note_bad, &seen);
    return seen;
}

static char *path_in(const char *state_dir, const char *name)
{
    return mem_printf("%s/drafts/%s", state_dir, name);
}

static void write_file(const char *state_dir, const char *name, const char *text)
{
    char *path = path_in(state_dir, name), *folder = file_join(state_dir, "drafts");

    assert_true(file_make_private_dir(folder, NULL));
    assert_true(file_write_atomic(path, text, strlen(text), NULL));
    free(folder);
    free(path);
}

static void test_a_draft_comes_back_as_it_was_saved(void **state)
{
    struct store_draft draft = a_draft("retail|high-value", "{\"Description\":\"half a sen\\u202e\"}");
    struct seen seen;

    assert_true(draft_save(*state, &draft, NULL));
    seen = look(*state);
    assert_int_equal(seen.drafts, 1);
    assert_string_equal(seen.identifier, "retail|high-value");
    assert_string_equal(seen.endpoint, "http://127.0.0.1:4566");
    assert_string_equal(seen.document, "{\"Description\":\"half a sen\\u202e\"}");
    assert_string_equal(seen.base, "{\"Description\":\"old\"}");
    assert_true(seen.saved_ms == 1790000000123);
    assert_false(seen.is_new);
}

static void test_a_new_triggers_draft_has_no_base(void **state)
{
    struct store_draft draft = a_draft("retail|", "{}");
    struct seen seen;

    draft.base = NULL;
    draft.is_new = true;
    assert_true(draft_save(*state, &draft, NULL));
    seen = look(*state);
    assert_string_equal(seen.base, "none");
    assert_true(seen.is_new);
}

static void test_saving_again_takes_the_place_of_the_old_text(void **state)
{
    struct store_draft draft = a_draft("retail|high-value", "{\"a\":1}");

    assert_true(draft_save(*state, &draft, NULL));
    draft.document = (char *)"{\"a\":2}";
    assert_true(draft_save(*state, &draft, NULL));
    assert_int_equal(look(*state).drafts, 1);
    assert_string_equal(look(*state).document, "{\"a\":2}");
}

/* The parts of the key are apart: "a" + "bc" is another trigger than "ab" + "c". */
static void test_each_account_and_region_has_its_own(void **state)
{
    static const char *const keys[][3] = {{"1", "eu-west-2", "d|n"},
                                          {"2", "eu-west-2", "d|n"},
                                          {"1", "eu-west-1", "d|n"},
                                          {"", "1eu-west-2", "d|n"}};

    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        struct store_draft draft = a_draft(keys[i][2], "{}");

        draft.account = (char *)keys[i][0];
        draft.region = (char *)keys[i][1];
        assert_true(draft_save(*state, &draft, NULL));
        assert_int_equal(look(*state).drafts, i + 1);
    }
    assert_true(draft_drop(*state, "2", "eu-west-2", "d|n", NULL));
    assert_int_equal(look(*state).drafts, 3);
}

static void test_dropping_what_is_not_there_is_no_failure(void **state)
{
    assert_true(draft_drop(*state, "1", "eu-west-2", "d|n", NULL));
    assert_int_equal(look(*state).drafts, 0);
}

static void test_names_cannot_lead_out_of_the_folder(void **state)
{
    struct store_draft draft = a_draft("../../../etc/x|/../y", "{}");

    assert_true(draft_save(*state, &draft, NULL));
    assert_int_equal(look(*state).drafts, 1);
}

static void test_drafts_are_private(void **state)
{
    struct store_draft draft = a_draft("retail|high-value", "{}");
    char *folder = file_join(*state, "drafts");
    struct stat found;

    assert_true(draft_save(*state, &draft, NULL));
    assert_int_equal(stat(folder, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0700);
    free(folder);
}

/* Nothing of these may crash, be shown as a draft, or be removed. */
static void test_hostile_files_are_named_and_left(void **state)
{
    static const char *const texts[] = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"Version\":2}",
        "{\"Version\":1,\"Account\":1,\"Region\":\"r\",\"Identifier\":\"d|n\",\"SavedMs\":1,\"Document\":\"{}"
        "\"}",
        "{\"Version\":1,\"Account\":\"1\",\"Region\":\"r\",\"Identifier\":\"dn\",\"SavedMs\":1,\"Document\":"
        "\"{}\"}",
        "{\"Version\":1,\"Account\":\"1\",\"Region\":\"r\",\"Identifier\":\"d|n\",\"SavedMs\":1,\"Document\":"
        "\"[\"}",
        "{\"Version\":1,\"Account\":\"1\",\"Region\":\"r\",\"Identifier\":\"d|n\",\"SavedMs\":\"x\","
        "\"Document\":\"{}\"}",
        /* sound, but not in its place */
        "{\"Version\":1,\"Account\":\"1\",\"Region\":\"r\",\"Identifier\":\"d|n\",\"SavedMs\":1,\"Document\":"
        "\"{}\"}",
        "\xff\xfe",
    };
    struct store_draft draft = a_draft("retail|high-value", "{}");

    assert_true(draft_save(*state, &draft, NULL));
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        char *path = path_in(*state, "hostile.json");
        struct seen seen;

        write_file(*state, "hostile.json", texts[i]);
        seen = look(*state);
        assert_int_equal(seen.drafts, 1);
        assert_int_equal(seen.bad, 1);
        assert_int_equal(seen.err.code, ERR_LOCAL);
        assert_non_null(strstr(seen.err.text, "hostile.json"));
        assert_int_equal(access(path, F_OK), 0);
        free(path);
    }
}

static void test_links_pipes_and_folders_are_not_opened(void **state)
{
    struct store_draft draft = a_draft("retail|high-value", "{}");
    char *pipe = path_in(*state, "pipe.json"), *folder = path_in(*state, "folder.json"),
         *link = path_in(*state, "link.json");

    assert_true(draft_save(*state, &draft, NULL));
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(symlink("/dev/zero", link), 0);
    assert_int_equal(look(*state).bad, 3);
    assert_int_equal(look(*state).drafts, 1);
    free(pipe);
    free(folder);
    free(link);
}

static void test_other_files_in_the_folder_are_let_be(void **state)
{
    write_file(*state, "README", "not ours");
    write_file(*state, ".json", "not ours");
    assert_int_equal(look(*state).bad, 0);
}

/* One lock per trigger, so that a second etrig opens the form for reading. */
static void test_a_lock_is_held_by_one_and_ends_with_its_process(void **state)
{
    bool busy;
    int fd = draft_lock(*state, "1", "eu-west-2", "d|n", &busy, NULL), status;
    pid_t pid;

    assert_true(fd >= 0);
    pid = fork();
    if (pid == 0) {
        int other = draft_lock(*state, "1", "eu-west-2", "d|n", &busy, NULL);
        int third = draft_lock(*state, "1", "eu-west-2", "d|m", &(bool){false}, NULL);

        _exit(other == -1 && busy && third >= 0 ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    close(fd);
    fd = draft_lock(*state, "1", "eu-west-2", "d|m", &busy, NULL);
    assert_true(fd >= 0);
    close(fd);
}

static void test_looking_at_drafts_leaves_held_locks(void **state)
{
    bool busy;
    int fd = draft_lock(*state, "1", "eu-west-2", "d|n", &busy, NULL);

    look(*state);
    assert_int_equal(draft_lock(*state, "1", "eu-west-2", "d|n", &busy, NULL), -1);
    assert_true(busy);
    close(fd);
    look(*state);
    fd = draft_lock(*state, "1", "eu-west-2", "d|n", &busy, NULL);
    assert_true(fd >= 0);
    close(fd);
}

static void test_a_folder_that_cannot_be_made_is_an_error(void **state)
{
    struct store_draft draft = a_draft("retail|high-value", "{}");
    char *path = file_join(*state, "drafts");
    struct err err;

    assert_true(file_write_atomic(path, "x", 1, NULL));
    assert_false(draft_save(*state, &draft, &err));
    assert_int_equal(err.code, ERR_LOCAL);
    free(path);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_draft_comes_back_as_it_was_saved),
        TEST(test_a_new_triggers_draft_has_no_base),
        TEST(test_saving_again_takes_the_place_of_the_old_text),
        TEST(test_each_account_and_region_has_its_own),
        TEST(test_dropping_what_is_not_there_is_no_failure),
        TEST(test_names_cannot_lead_out_of_the_folder),
        TEST(test_drafts_are_private),
        TEST(test_hostile_files_are_named_and_left),
        TEST(test_links_pipes_and_folders_are_not_opened),
        TEST(test_other_files_in_the_folder_are_let_be),
        TEST(test_a_lock_is_held_by_one_and_ends_with_its_process),
        TEST(test_looking_at_drafts_leaves_held_locks),
        TEST(test_a_folder_that_cannot_be_made_is_an_error),
    };

    return cmocka_run_group_tests_name("draft", tests, NULL, NULL);
}
