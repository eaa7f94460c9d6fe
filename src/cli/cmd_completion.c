/* completion: the scripts by which shells complete etrig's command line, and the words that those ask for. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include "base/array.h"
#include "cli/completion.h"
/* Made from the files of completions/, a text for each line. */
#include "cli/completion_scripts.inc"

static const struct {
    const char *shell;
    const char *const *lines; /* ends with NULL */
} scripts[] = {{"bash", bash_lines}, {"zsh", zsh_lines}, {"fish", fish_lines}};

/* "words", "files 7" or "folders 0": what the shell is to do, and how many bytes stay; then a line for each word. */
static int print_words(const struct cli_options *options)
{
    static const char *const kinds[] = {"words", "files", "folders"};
    struct completion completion;
    completion_find(options->arguments.items + 1, options->arguments.count - 1, options->local_path,
                    &completion);
    printf("%s %zu\n", kinds[completion.kind], completion.kept);
    for (size_t i = 0; i < completion.found.count; i++)
        puts(completion.found.items[i]);
    completion_release(&completion);
    return 0;
}

int cmd_completion_run(const struct cli_options *options, struct err *err)
{
    const char *shell = options->arguments.items[0];
    if (strcmp(shell, "words") == 0)
        return print_words(options);
    for (size_t i = 0; i < ARRAY_COUNT(scripts); i++) {
        if (strcmp(scripts[i].shell, shell) != 0)
            continue;
        for (const char *const *line = scripts[i].lines; *line != NULL; line++)
            puts(*line);
        return 0;
    }
    err_set(err, ERR_USAGE, "completion knows bash, zsh and fish, not \"%s\"", shell);
    return (int)err->code;
}
