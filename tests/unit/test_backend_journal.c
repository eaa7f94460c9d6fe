/* journal: changes.md, "Journal", rule by rule. Processes are forked and killed as a crash would. */
#include "helpers.h"

#include <dirent.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "backend/journal.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"

#define DAY_MS (24 * 60 * 60 * INT64_C(1000))

struct fixture {
    char *dir; /* a fresh folder; the state folder is inside it */
    char *state_dir, *db;
};

static int set_up(void **state)
{
    struct fixture *fixture = mem_alloc(1, sizeof *fixture);

    fixture->dir = helpers_make_folder();
    fixture->state_dir = file_join(fixture->dir, "state");
    fixture->db = file_join(fixture->state_dir, "journal.db");
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    clock_freeze(-1);
    helpers_remove_folder(fixture->dir);
    free(fixture->state_dir);
    free(fixture->db);
    free(fixture);
    return 0;
}

/* What another program does to the file: runs the statements, and gives
 * the number that the last one yields. */
static int database(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    int number = -1;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    while (*sql) {
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, &sql), SQLITE_OK);
        if (sqlite3_step(statement) == SQLITE_ROW)
            number = sqlite3_column_int(statement, 0);
        assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    }
    sqlite3_close(db);
    return number;
}

static struct journal *open_journal(const struct fixture *fixture)
{
    struct err err = {0};
    struct journal *journal = journal_open(fixture->state_dir, 90, &err);

    if (!journal)
        fail_msg("%s", err.text);
    return journal;
}

static struct journal_entry an_entry(const char *token)
{
    return (struct journal_entry){
        .operation = {.kind = OPERATION_UPDATE,
                      .region = mem_dup("eu-west-2"),
                      .account = mem_dup("123456789012"),
                      .endpoint = mem_dup(""),
                      .principal = mem_dup("ConnectAdmin"),
                      .identifier = mem_dup("retail|high-value"),
                      .client_token = mem_dup(token),
                      .before = mem_dup("{\"Description\":\"old\"}"),
                      .after = mem_dup("{\"Description\":\"new\"}"),
                      .started_ms = 1000,
                      .changed_ms = 1000},
        .action = mem_dup("UpdateResource"),
        .body = mem_dup("{\"ClientToken\":\"x\", \"PatchDocument\":\"[]\"}"),
    };
}

/* Adds a row and leaves it in this state. */
static int64_t add_in_state(struct journal *journal, const char *token, enum operation_state wanted)
{
    struct journal_entry entry = an_entry(token);
    int64_t id;

    assert_true(journal_add(journal, &entry, NULL));
    if (wanted >= OPERATION_SENT)
        assert_true(journal_mark_sent(journal, &entry, NULL));
    if (wanted >= OPERATION_ACCEPTED) {
        entry.operation.state = wanted;
        entry.operation.request_token = mem_printf("request-%s", token);
        entry.operation.ended_ms = operation_has_ended(&entry.operation) ? clock_wall_ms() : 0;
        assert_true(journal_update(journal, &entry, NULL));
    }
    id = entry.operation.journal_id;
    journal_entry_release(&entry);
    return id;
}

/* Runs the steps in a process of its own, which then dies without a goodbye. */
static void in_killed_process(const struct fixture *fixture, void (*steps)(struct journal *journal))
{
    pid_t pid = fork();
    int status;

    assert_true(pid >= 0);
    if (pid == 0) {
        steps(open_journal(fixture));
        raise(SIGKILL);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* The tokens and states of the rows that were visited. */
struct seen {
    size_t count;
    char tokens[8][40];
    enum operation_state states[8];
    enum operation_wait waits[8];
    bool mine[8];
    int64_t first_sent_ms[8];
};

static void note(const struct journal_entry *entry, void *context)
{
    struct seen *seen = context;

    assert_true(seen->count < 8);
    snprintf(seen->tokens[seen->count], sizeof seen->tokens[0], "%s", entry->operation.client_token);
    seen->states[seen->count] = entry->operation.state;
    seen->waits[seen->count] = entry->operation.wait;
    seen->mine[seen->count] = entry->operation.mine;
    seen->first_sent_ms[seen->count] = entry->first_sent_ms;
    seen->count++;
}

static struct seen all_rows(struct journal *journal)
{
    struct seen seen = {0};

    assert_true(journal_each(journal, 0, note, &seen, NULL));
    return seen;
}

static struct seen interrupted_rows(struct journal *journal, bool take)
{
    struct seen seen = {0};

    assert_true(journal_interrupted(journal, take, note, &seen, NULL));
    return seen;
}

struct wanted {
    const char *token;
    struct journal_entry *found;
    size_t count;
};

static void copy_if_wanted(const struct journal_entry *entry, void *context)
{
    struct wanted *wanted = context;

    if (strcmp(entry->operation.client_token, wanted->token) == 0 && wanted->count++ == 0)
        journal_entry_copy(wanted->found, entry);
}

/* The one row with this ClientToken. journal_entry_release. */
static void find_row(struct journal *journal, const char *token, struct journal_entry *found)
{
    struct wanted wanted = {token, found, 0};

    assert_true(journal_each(journal, 0, copy_if_wanted, &wanted, NULL));
    assert_int_equal(wanted.count, 1);
}

static int mode_of(const char *path)
{
    struct stat found;

    assert_int_equal(stat(path, &found), 0);
    return (int)(found.st_mode & 0777);
}

/* ---- rows ---- */

/* Rule 1: a row holds the exact request bytes, tokens, both documents, principal and times. */
static void test_a_row_comes_back_as_it_was_written(void **state)
{
    struct journal *journal = open_journal(*state);
    struct journal_entry entry = an_entry("token"), found;

    assert_true(journal_add(journal, &entry, NULL));
    assert_true(entry.operation.journal_id > 0);
    entry.operation.state = OPERATION_FAILED;
    entry.operation.request_token = mem_dup("request");
    entry.operation.event = mem_dup("{\"OperationStatus\":\"FAILED\"}");
    entry.operation.events = mem_dup("[{\"OperationStatus\":\"FAILED\"}]");
    entry.operation.warning = mem_dup("AWS accepted the change but kept SegmentFilter");
    entry.operation.ended_ms = 3000;
    err_set(&entry.operation.failure, ERR_ACCESS, "profile:UpdateEventTrigger is missing");
    err_hint(&entry.operation.failure, "ask for it");
    assert_true(journal_update(journal, &entry, NULL));
    find_row(journal, "token", &found);
    assert_int_equal(found.operation.kind, OPERATION_UPDATE);
    assert_int_equal(found.operation.state, OPERATION_FAILED);
    assert_string_equal(found.operation.region, "eu-west-2");
    assert_string_equal(found.operation.account, "123456789012");
    assert_string_equal(found.operation.identifier, "retail|high-value");
    assert_string_equal(found.operation.client_token, "token");
    assert_string_equal(found.operation.before, "{\"Description\":\"old\"}");
    assert_string_equal(found.operation.after, "{\"Description\":\"new\"}");
    assert_string_equal(found.operation.event, entry.operation.event);
    assert_string_equal(found.operation.events, entry.operation.events);
    assert_string_equal(found.operation.warning, entry.operation.warning);
    assert_int_equal(found.operation.failure.code, ERR_ACCESS);
    assert_string_equal(found.operation.failure.text, "profile:UpdateEventTrigger is missing");
    assert_string_equal(found.operation.failure.hint, "ask for it");
    assert_true(found.operation.started_ms == 1000 && found.operation.ended_ms == 3000);
    assert_string_equal(found.action, "UpdateResource");
    assert_string_equal(found.body, entry.body);
    assert_string_equal(found.operation.principal, "ConnectAdmin");
    assert_true(found.operation.mine);
    journal_entry_release(&found);
    journal_entry_release(&entry);
    journal_close(journal);
}

static void test_the_newest_come_first_up_to_the_limit(void **state)
{
    struct journal *journal = open_journal(*state);
    struct seen seen = {0};

    add_in_state(journal, "a", OPERATION_SUCCEEDED);
    add_in_state(journal, "b", OPERATION_INTENDED);
    add_in_state(journal, "c", OPERATION_SENT);
    assert_true(journal_each(journal, 2, note, &seen, NULL));
    assert_int_equal(seen.count, 2);
    assert_string_equal(seen.tokens[0], "c");
    assert_string_equal(seen.tokens[1], "b");
    assert_int_equal(all_rows(journal).count, 3);
    journal_close(journal);
}

/* Rule 3: a token is used for 24 h from its first send; a resend does not move that time. */
static void test_the_time_of_the_first_send_is_kept(void **state)
{
    struct journal *journal = open_journal(*state);
    struct journal_entry entry = an_entry("a");

    assert_true(journal_add(journal, &entry, NULL));
    clock_freeze(5000);
    assert_true(journal_mark_sent(journal, &entry, NULL));
    assert_int_equal(entry.operation.state, OPERATION_SENT);
    clock_freeze(9000);
    assert_true(journal_mark_sent(journal, &entry, NULL));
    assert_true(entry.first_sent_ms == 5000);
    assert_true(all_rows(journal).first_sent_ms[0] == 5000);
    journal_entry_release(&entry);
    journal_close(journal);
}

static void test_a_resend_of_an_accepted_row_does_not_set_it_back(void **state)
{
    struct journal *journal = open_journal(*state);
    struct journal_entry found;

    add_in_state(journal, "a", OPERATION_ACCEPTED);
    find_row(journal, "a", &found);
    assert_true(journal_mark_sent(journal, &found, NULL));
    assert_int_equal(all_rows(journal).states[0], OPERATION_ACCEPTED);
    journal_entry_release(&found);
    journal_close(journal);
}

static void test_an_ended_row_is_never_sent(void **state)
{
    struct journal *journal = open_journal(*state);
    struct journal_entry found;

    add_in_state(journal, "a", OPERATION_DROPPED);
    find_row(journal, "a", &found);
    assert_false(journal_mark_sent(journal, &found, NULL));
    journal_entry_release(&found);
    journal_close(journal);
}

/* Rule 9: ended rows are kept journal_keep_days; rows that have not ended stay whatever their age. */
static void test_old_ended_rows_go_and_open_ones_stay(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *journal = open_journal(fixture);
    struct seen seen;

    clock_freeze(1000 * DAY_MS);
    add_in_state(journal, "old-ended", OPERATION_SUCCEEDED);
    add_in_state(journal, "old-open", OPERATION_ACCEPTED);
    clock_freeze(1050 * DAY_MS);
    add_in_state(journal, "young-ended", OPERATION_FAILED);
    journal_close(journal);
    clock_freeze(1091 * DAY_MS);
    journal = open_journal(fixture);
    seen = all_rows(journal);
    assert_int_equal(seen.count, 2);
    assert_string_equal(seen.tokens[0], "young-ended");
    assert_string_equal(seen.tokens[1], "old-open");
    journal_close(journal);
}

/* ---- death between steps ---- */

static void die_after_add(struct journal *journal)
{
    add_in_state(journal, "a", OPERATION_INTENDED);
}

static void die_after_mark_sent(struct journal *journal)
{
    add_in_state(journal, "a", OPERATION_SENT);
}

static void die_after_accepted(struct journal *journal)
{
    add_in_state(journal, "a", OPERATION_ACCEPTED);
}

static void die_after_the_end(struct journal *journal)
{
    add_in_state(journal, "a", OPERATION_SUCCEEDED);
}

/* Rules 2 and 6: what was committed is there after a kill, and shown as interrupted until it has ended. */
static void test_each_step_outlives_a_kill(void **state)
{
    static const struct {
        void (*steps)(struct journal *journal);
        enum operation_state expected;
        enum operation_wait wait;
    } cases[] = {
        {die_after_add, OPERATION_INTENDED, OPERATION_INTERRUPTED},
        {die_after_mark_sent, OPERATION_SENT, OPERATION_INTERRUPTED},
        {die_after_accepted, OPERATION_ACCEPTED, OPERATION_INTERRUPTED},
        {die_after_the_end, OPERATION_SUCCEEDED, OPERATION_RUNNING},
    };
    const struct fixture *fixture = *state;

    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct journal *journal;
        struct seen seen;

        in_killed_process(fixture, cases[i].steps);
        journal = open_journal(fixture);
        seen = all_rows(journal);
        assert_int_equal(seen.count, i + 1);
        assert_int_equal(seen.states[0], cases[i].expected);
        assert_int_equal(seen.waits[0], cases[i].wait);
        assert_false(seen.mine[0]);
        journal_close(journal);
    }
}

/* Rule 7: rows of a dead owner may be taken over, once. */
static void test_rows_of_a_dead_owner_are_taken_by_one(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *first, *second;
    struct seen seen;

    in_killed_process(fixture, die_after_accepted);
    first = open_journal(fixture);
    second = open_journal(fixture);
    assert_int_equal(interrupted_rows(second, false).count, 1);
    seen = interrupted_rows(first, true);
    assert_int_equal(seen.count, 1);
    assert_true(seen.mine[0]);
    assert_int_equal(interrupted_rows(second, true).count, 0);
    assert_true(all_rows(first).mine[0]);
    assert_false(all_rows(second).mine[0]);
    journal_close(second);
    journal_close(first);
}

/* Rule 7: an operation belongs to the process that holds the lock. */
static void test_rows_of_a_living_owner_are_let_be(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *owner = open_journal(fixture), *other = open_journal(fixture);
    struct journal_entry found;
    bool elsewhere;

    add_in_state(owner, "a", OPERATION_SENT);
    assert_int_equal(interrupted_rows(other, true).count, 0);
    assert_int_equal(all_rows(other).waits[0], OPERATION_RUNNING);
    find_row(other, "a", &found);
    assert_true(journal_owner_alive(other, &found, &elsewhere));
    assert_false(elsewhere);
    assert_false(journal_owner_alive(owner, &found, &elsewhere));
    journal_entry_release(&found);
    journal_close(owner);
    assert_int_equal(interrupted_rows(other, false).count, 1);
    journal_close(other);
}

static void test_rows_of_another_host_wait_for_a_resume(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *journal;
    struct journal_entry found;
    bool elsewhere;

    in_killed_process(fixture, die_after_accepted);
    database(fixture->db, "UPDATE operations SET host = 'another-machine'");
    journal = open_journal(fixture);
    assert_int_equal(interrupted_rows(journal, true).count, 0);
    find_row(journal, "a", &found);
    assert_true(journal_owner_alive(journal, &found, &elsewhere));
    assert_true(elsewhere);
    assert_true(journal_take(journal, &found, NULL));
    assert_true(found.operation.mine);
    assert_int_equal(interrupted_rows(journal, false).count, 1);
    journal_entry_release(&found);
    journal_close(journal);
}

/* Who lost a row to a resume elsewhere neither sends nor writes it any more. */
static void test_a_row_that_was_taken_is_lost_to_its_old_owner(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *old = open_journal(fixture), *fresh = open_journal(fixture);
    struct journal_entry mine, theirs;
    struct err err;

    add_in_state(old, "a", OPERATION_SENT);
    find_row(old, "a", &mine);
    find_row(fresh, "a", &theirs);
    assert_true(journal_take(fresh, &theirs, NULL));
    assert_false(journal_mark_sent(old, &mine, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    assert_false(journal_update(old, &mine, &err));
    assert_int_equal(err.code, ERR_CONFLICT);
    journal_entry_release(&mine);
    journal_entry_release(&theirs);
    journal_close(old);
    journal_close(fresh);
}

/* Taking over shows the row as its owner left it, not as it was read before. */
static void test_taking_reads_again(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *old = open_journal(fixture), *fresh = open_journal(fixture);
    struct journal_entry stale, going;

    add_in_state(old, "a", OPERATION_SENT);
    find_row(fresh, "a", &stale);
    find_row(old, "a", &going);
    going.operation.state = OPERATION_ACCEPTED;
    going.operation.request_token = mem_dup("later");
    assert_true(journal_update(old, &going, NULL));
    journal_close(old);
    assert_true(journal_take(fresh, &stale, NULL));
    assert_int_equal(stale.operation.state, OPERATION_ACCEPTED);
    assert_string_equal(stale.operation.request_token, "later");
    journal_entry_release(&stale);
    journal_entry_release(&going);
    journal_close(fresh);
}

/* ---- two processes ---- */

static void add_one_more(struct journal *journal)
{
    add_in_state(journal, "theirs", OPERATION_SUCCEEDED);
}

static void test_two_processes_share_one_journal(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *journal = open_journal(fixture);
    struct seen seen;

    add_in_state(journal, "ours", OPERATION_SENT);
    in_killed_process(fixture, add_one_more);
    seen = all_rows(journal);
    assert_int_equal(seen.count, 2);
    assert_string_equal(seen.tokens[0], "theirs");
    assert_true(seen.mine[1]);
    add_in_state(journal, "ours-again", OPERATION_INTENDED);
    assert_int_equal(all_rows(journal).count, 3);
    journal_close(journal);
}

static size_t count_locks(const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *file;
    size_t count = 0;

    while ((file = readdir(dir)))
        count += strncmp(file->d_name, "owner-", 6) == 0;
    closedir(dir);
    return count;
}

static void test_locks_of_the_dead_go_when_no_row_needs_them(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *journal;

    in_killed_process(fixture, die_after_the_end);
    in_killed_process(fixture, die_after_add);
    journal = open_journal(fixture);
    assert_int_equal(count_locks(fixture->state_dir), 2);
    assert_int_equal(interrupted_rows(journal, true).count, 1);
    journal_close(journal);
    journal_close(open_journal(fixture));
    assert_int_equal(count_locks(fixture->state_dir), 0);
}

/* ---- what the disk may do ---- */

static void test_the_files_are_private(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *journal = open_journal(fixture);
    char *wal = mem_printf("%s-wal", fixture->db);

    add_in_state(journal, "a", OPERATION_INTENDED);
    assert_int_equal(mode_of(fixture->state_dir), 0700);
    assert_int_equal(mode_of(fixture->db), 0600);
    assert_int_equal(mode_of(wal), 0600);
    free(wal);
    journal_close(journal);
}

/* Rule 9. */
static void test_a_newer_journal_is_read_and_not_touched(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *journal = open_journal(fixture);
    struct journal_entry entry = an_entry("b");
    struct err err;

    add_in_state(journal, "a", OPERATION_SUCCEEDED);
    journal_close(journal);
    database(fixture->db, "ALTER TABLE operations ADD COLUMN later TEXT; PRAGMA user_version = 2");
    journal = open_journal(fixture);
    assert_false(journal_writable(journal, &err));
    assert_int_equal(err.code, ERR_LOCAL);
    assert_non_null(strstr(err.text, "newer"));
    assert_non_null(strstr(err.text, fixture->db));
    assert_int_equal(all_rows(journal).count, 1);
    assert_false(journal_add(journal, &entry, &err));
    assert_int_equal(err.code, ERR_LOCAL);
    journal_set_fact(journal, "", "x", "y");
    journal_close(journal);
    assert_int_equal(database(fixture->db, "SELECT count(*) FROM operations"), 1);
    assert_int_equal(database(fixture->db, "SELECT count(*) FROM facts"), 0);
    journal_entry_release(&entry);
}

static void test_a_damaged_journal_is_named_and_left_as_it_is(void **state)
{
    static const char garbage[] = "this was a journal once, and then the disk had other ideas about it";
    const struct fixture *fixture = *state;
    struct strbuf bytes = STRBUF_INIT;
    struct err err;

    journal_close(open_journal(fixture));
    assert_true(file_write_atomic(fixture->db, garbage, sizeof garbage, NULL));
    assert_null(journal_open(fixture->state_dir, 90, &err));
    assert_int_equal(err.code, ERR_LOCAL);
    assert_non_null(strstr(err.text, fixture->db));
    assert_non_null(strstr(err.text, "damaged"));
    assert_true(file_read(fixture->db, 1000, &bytes, NULL));
    assert_int_equal(bytes.length, sizeof garbage);
    assert_memory_equal(bytes.text, garbage, sizeof garbage);
    strbuf_release(&bytes);
}

static void test_a_strange_database_is_refused(void **state)
{
    const struct fixture *fixture = *state;
    struct err err;

    assert_true(file_make_private_dir(fixture->state_dir, NULL));
    database(fixture->db, "CREATE TABLE recipes (name TEXT)");
    assert_null(journal_open(fixture->state_dir, 90, &err));
    assert_int_equal(err.code, ERR_LOCAL);
    assert_int_equal(database(fixture->db, "SELECT count(*) FROM sqlite_schema"), 1);
}

static void test_a_link_in_the_place_of_the_journal_is_refused(void **state)
{
    const struct fixture *fixture = *state;
    struct err err;

    assert_true(file_make_private_dir(fixture->state_dir, NULL));
    assert_int_equal(symlink("elsewhere.db", fixture->db), 0);
    assert_null(journal_open(fixture->state_dir, 90, &err));
    assert_int_equal(err.code, ERR_LOCAL);
}

/* Rule 2: what could not be committed must not be sent. The limit of file sizes stands for a full disk. */
static int add_on_a_full_disk(const struct fixture *fixture)
{
    struct journal *journal = open_journal(fixture);
    struct journal_entry entry = an_entry("b");
    struct rlimit limit = {16 << 10, 16 << 10};
    struct err err;

    free(entry.body);
    entry.body = mem_alloc(1, 200001);
    memset(entry.body, 'x', 200000);
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    if (journal_add(journal, &entry, &err))
        return 1;
    if (err.code != ERR_LOCAL || !strstr(err.text, fixture->db))
        return 2;
    if (all_rows(journal).count != 1)
        return 3;
    return 0;
}

static void test_a_full_disk_is_an_error_and_leaves_no_row(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *journal = open_journal(fixture);
    int status;
    pid_t pid;

    add_in_state(journal, "a", OPERATION_SUCCEEDED);
    journal_close(journal);
    pid = fork();
    if (pid == 0)
        _exit(add_on_a_full_disk(fixture));
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    journal = open_journal(fixture);
    assert_int_equal(all_rows(journal).count, 1);
    journal_close(journal);
}

/* ---- what is in it ---- */

/* No secret in the journal: each column is known, and none is for headers, keys or session tokens. */
static void test_the_columns_are_these_and_no_others(void **state)
{
    const struct fixture *fixture = *state;

    journal_close(open_journal(fixture));
    assert_int_equal(
        database(fixture->db,
                 "SELECT count(*) FROM pragma_table_info('operations') WHERE name NOT IN ('id', 'kind',"
                 "'state', 'region', 'account', 'endpoint', 'principal', 'identifier', 'action', 'body',"
                 "'client_token', 'request_token', 'document_before', 'document_after', 'event', 'events',"
                 "'warning', 'failure_code', 'failure_text', 'failure_hint', 'owner', 'host',"
                 "'started_ms', 'first_sent_ms', 'changed_ms', 'ended_ms')"),
        0);
}

static void test_rows_are_in_wal_and_fully_synchronous(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *journal = open_journal(fixture);

    assert_int_equal(
        database(fixture->db, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), 1);
    journal_close(journal);
}

static void test_facts_are_kept_per_endpoint(void **state)
{
    const struct fixture *fixture = *state;
    struct journal *journal = open_journal(fixture);

    assert_null(journal_fact(journal, "", "test-read-only"));
    journal_set_fact(journal, "", "test-read-only", "works");
    journal_set_fact(journal, "", "test-read-only", "refused");
    journal_set_fact(journal, "http://127.0.0.1:1", "test-read-only", "works");
    journal_close(journal);
    journal = open_journal(fixture);
    helpers_assert_text(journal_fact(journal, "", "test-read-only"), "refused");
    helpers_assert_text(journal_fact(journal, "http://127.0.0.1:1", "test-read-only"), "works");
    journal_close(journal);
}

static void test_a_copy_of_an_entry_owns_its_texts(void **state)
{
    struct journal_entry entry = an_entry("a"), copy;

    (void)state;
    journal_entry_copy(&copy, &entry);
    journal_entry_release(&entry);
    assert_string_equal(copy.operation.client_token, "a");
    assert_string_equal(copy.action, "UpdateResource");
    journal_entry_release(&copy);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_row_comes_back_as_it_was_written),
        TEST(test_the_newest_come_first_up_to_the_limit),
        TEST(test_the_time_of_the_first_send_is_kept),
        TEST(test_a_resend_of_an_accepted_row_does_not_set_it_back),
        TEST(test_an_ended_row_is_never_sent),
        TEST(test_old_ended_rows_go_and_open_ones_stay),
        TEST(test_each_step_outlives_a_kill),
        TEST(test_rows_of_a_dead_owner_are_taken_by_one),
        TEST(test_rows_of_a_living_owner_are_let_be),
        TEST(test_rows_of_another_host_wait_for_a_resume),
        TEST(test_a_row_that_was_taken_is_lost_to_its_old_owner),
        TEST(test_taking_reads_again),
        TEST(test_two_processes_share_one_journal),
        TEST(test_locks_of_the_dead_go_when_no_row_needs_them),
        TEST(test_the_files_are_private),
        TEST(test_a_newer_journal_is_read_and_not_touched),
        TEST(test_a_damaged_journal_is_named_and_left_as_it_is),
        TEST(test_a_strange_database_is_refused),
        TEST(test_a_link_in_the_place_of_the_journal_is_refused),
        TEST(test_a_full_disk_is_an_error_and_leaves_no_row),
        TEST(test_the_columns_are_these_and_no_others),
        TEST(test_rows_are_in_wal_and_fully_synchronous),
        TEST(test_facts_are_kept_per_endpoint),
        cmocka_unit_test(test_a_copy_of_an_entry_owns_its_texts),
    };

    return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
