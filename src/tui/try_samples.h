/*
 * try_samples: the objects that triggers were tried with, by object type, as long as the interface runs.
 *
 * They are customers' data: nothing of them is written to disk, but for the file that the person's own editor has while one
 * is edited. UI thread.
 */
#ifndef TUI_TRY_SAMPLES_H
#define TUI_TRY_SAMPLES_H

#include <stddef.h>

struct try_sample {
    char *object_type; /* owned */
    char *path;        /* owned; the last file that was read; NULL: none was */
    char *json;        /* owned; the object; NULL: one is to be made up */
    char *origin;      /* owned; where the object is from: "/home/ana/order.json", "pasted", "edited" */
};

struct try_samples {
    struct try_sample *items; /* owned */
    size_t count, capacity;
};

/* The one of this type, which comes into being empty. Valid until the next call. */
struct try_sample *try_samples_of(struct try_samples *samples, const char *object_type);
/* Keeps an object (copied); NULL: one is to be made up from now on. */
void try_samples_keep(struct try_sample *sample, const char *json, const char *origin);
void try_samples_release(struct try_samples *samples);

#endif
