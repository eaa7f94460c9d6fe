/* mem, strbuf, array: memory that is there, growing texts, growing arrays. */
#include "helpers.h"

#include <malloc.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/array.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/texts.h"

static void fresh_memory_is_zero_even_for_nothing(void **state)
{
    unsigned char *block = mem_alloc(7, 3), *none = mem_alloc(0, 5);

    (void)state;
    for (size_t i = 0; i < 21; i++)
        assert_int_equal(block[i], 0);
    assert_non_null(none);
    block = mem_resize(block, 100, 1);
    assert_int_equal(block[20], 0);
    free(block);
    free(none);
    assert_null(mem_dup(NULL));
    helpers_assert_text(mem_dup_n("abc", 2), "ab");
    helpers_assert_text(mem_printf("%s-%d", "x", 5), "x-5");
}

static void say_bye(void)
{
    if (write(STDOUT_FILENO, "bye", 3) != 3)
        _exit(1);
}

/* In a child: the hook must run once, then status 9 (local trouble). */
static void child_runs_out(void)
{
    volatile size_t huge = SIZE_MAX / 2;

    mem_on_exhausted(say_bye);
    free(mem_resize(NULL, huge, 4));
    _exit(0);
}

static void an_overflow_ends_the_program_after_the_hook(void **state)
{
    int pipe_ends[2], status;
    char said[8] = "";
    pid_t child;

    (void)state;
    assert_int_equal(pipe(pipe_ends), 0);
    child = fork();
    if (child == 0) {
        dup2(pipe_ends[1], STDOUT_FILENO);
        child_runs_out();
    }
    close(pipe_ends[1]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 9);
    assert_int_equal(read(pipe_ends[0], said, sizeof said - 1), 3);
    assert_string_equal(said, "bye");
    close(pipe_ends[0]);
}

static void a_wiped_text_is_gone(void **state)
{
    char secret[] = "secret", *owned = mem_dup("secret"), *none = NULL;

    (void)state;
    mem_wipe(secret, sizeof secret);
    for (size_t i = 0; i < sizeof secret; i++)
        assert_int_equal(secret[i], 0);
    mem_free_wiped(&owned);
    assert_null(owned);
    mem_free_wiped(&none);
}

static void library_blocks_keep_their_bytes_when_resized(void **state)
{
    char *block = mem_lib_malloc(10);

    (void)state;
    memcpy(block, "123456789", 10);
    for (size_t size = 20; size < 100000; size *= 3) {
        block = mem_lib_realloc(block, size);
        assert_string_equal(block, "123456789");
    }
    block = mem_lib_realloc(block, 10);
    assert_string_equal(block, "123456789");
    assert_true(malloc_usable_size(block) < 1000);
    mem_lib_free(block);
    mem_lib_free(NULL);
    block = mem_lib_realloc(NULL, 5);
    assert_non_null(block);
    mem_lib_free(block);
    block = mem_lib_strdup("x");
    assert_string_equal(block, "x");
    mem_lib_free(block);
}

static void a_strbuf_grows_and_always_ends_in_nul(void **state)
{
    struct strbuf b = STRBUF_INIT;

    (void)state;
    assert_string_equal(b.text, "");
    strbuf_reset(&b);
    strbuf_truncate(&b, 0);
    strbuf_fill(&b, 'x', 0);
    assert_int_equal(b.capacity, 0);
    for (int i = 0; i < 1000; i++)
        strbuf_addf(&b, "%d,", i % 10);
    assert_int_equal(b.length, 2000);
    assert_int_equal(strlen(b.text), 2000);
    strbuf_truncate(&b, 3);
    assert_string_equal(b.text, "0,1");
    strbuf_addc(&b, '!');
    strbuf_fill(&b, '-', 2);
    strbuf_adds(&b, "ü");
    assert_string_equal(b.text, "0,1!--ü");
    strbuf_wipe(&b);
    assert_string_equal(b.text, "");
    assert_int_equal(b.length, 0);
}

static void bytes_go_in_and_out_anywhere(void **state)
{
    struct strbuf b = STRBUF_INIT;

    (void)state;
    strbuf_insert(&b, 0, "bd", 2);
    strbuf_insert(&b, 0, "a", 1);
    strbuf_insert(&b, 2, "c", 1);
    strbuf_insert(&b, 4, "e\0f", 3);
    assert_int_equal(b.length, 7);
    assert_memory_equal(b.text, "abcde\0f", 8);
    strbuf_remove(&b, 5, 2);
    strbuf_remove(&b, 0, 1);
    strbuf_remove(&b, 1, 2);
    strbuf_remove(&b, 2, 0);
    assert_string_equal(b.text, "be");
    strbuf_release(&b);
}

static void a_detached_text_is_never_null(void **state)
{
    struct strbuf b = STRBUF_INIT;

    (void)state;
    helpers_assert_text(strbuf_detach(&b), "");
    strbuf_adds(&b, "x");
    helpers_assert_text(strbuf_detach(&b), "x");
    assert_int_equal(b.capacity, 0);
    assert_string_equal(b.text, "");
}

static void an_array_grows_and_keeps_its_items(void **state)
{
    int *items = NULL;
    size_t capacity = 0;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        ARRAY_GROW(items, (size_t)i + 1, capacity);
        items[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    assert_true(capacity >= 1000 && capacity < 2000);
    free(items);
}

static void texts_are_split_trimmed_and_copied(void **state)
{
    struct texts list = {0}, copy = {0};

    (void)state;
    texts_split(&list, " us-east-1 ,, eu-west-2,\t", ',');
    texts_split(&list, "", ',');
    texts_split(&list, "last", ',');
    assert_int_equal(list.count, 3);
    assert_string_equal(list.items[0], "us-east-1");
    assert_string_equal(list.items[1], "eu-west-2");
    assert_true(texts_has(&list, "last"));
    assert_false(texts_has(&list, "us-east"));
    texts_copy(&copy, &list);
    texts_release(&list);
    assert_int_equal(list.count, 0);
    assert_string_equal(copy.items[2], "last");
    texts_release(&copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fresh_memory_is_zero_even_for_nothing),
        cmocka_unit_test(an_overflow_ends_the_program_after_the_hook),
        cmocka_unit_test(a_wiped_text_is_gone),
        cmocka_unit_test(library_blocks_keep_their_bytes_when_resized),
        cmocka_unit_test(a_strbuf_grows_and_always_ends_in_nul),
        cmocka_unit_test(bytes_go_in_and_out_anywhere),
        cmocka_unit_test(a_detached_text_is_never_null),
        cmocka_unit_test(an_array_grows_and_keeps_its_items),
        cmocka_unit_test(texts_are_split_trimmed_and_copied),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
