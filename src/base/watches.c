#include "base/watches.h"

#include <assert.h>
#include <stdlib.h>

#include "base/array.h"

static size_t place_of(const struct watches *watches, int fd)
{
    size_t i = 0;

    while (i < watches->count && watches->items[i].fd != fd)
        i++;
    return i;
}

void watches_add(struct watches *watches, int fd, watches_fn ready, void *context)
{
    assert(fd >= 0 && place_of(watches, fd) == watches->count);
    ARRAY_GROW(watches->items, watches->count + 1, watches->capacity);
    watches->items[watches->count++] = (struct watch){.fd = fd, .ready = ready, .context = context};
}

void watches_remove(struct watches *watches, int fd)
{
    size_t place = place_of(watches, fd);

    if (place < watches->count)
        watches->items[place] = watches->items[--watches->count];
}

void watches_call(const struct watches *watches, int fd)
{
    size_t place = place_of(watches, fd);

    if (place < watches->count)
        watches->items[place].ready(watches->items[place].context);
}

void watches_release(struct watches *watches)
{
    free(watches->items);
    *watches = (struct watches){0};
}
