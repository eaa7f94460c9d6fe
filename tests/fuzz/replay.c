/*
 * replay: the main of a fuzz target where there is no libFuzzer. It feeds the target every file that it is
 * given, whole and cut short at a few places; options (which libFuzzer would take) are passed over.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* A copy of exactly that size, so that sanitizers and valgrind see a read beyond it. */
static void feed(const unsigned char *bytes, size_t length)
{
    uint8_t *exact = malloc(length ? length : 1);

    if (!exact)
        abort();
    if (length)
        memcpy(exact, bytes, length);
    LLVMFuzzerTestOneInput(exact, length);
    free(exact);
}

static int replay(const char *path)
{
    static unsigned char bytes[1 << 20];
    FILE *file = fopen(path, "rb");
    size_t length;

    if (!file) {
        perror(path);
        return 1;
    }
    length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    feed(bytes, length);
    for (size_t part = 1; part < 8; part++)
        feed(bytes, length * part / 8);
    return 0;
}

int main(int argc, char **argv)
{
    int failed = 0, fed = 0;

    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-')
            continue;
        failed |= replay(argv[i]);
        fed++;
    }
    printf("%d files fed\n", fed);
    return failed || !fed;
}
