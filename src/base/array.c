#include "base/array.h"

#include <assert.h>
#include <stdint.h>

#include "base/mem.h"

void *array_grow(void *items, size_t need, size_t *capacity, size_t item_size)
{
    size_t grown;

    if (need <= *capacity)
        return items;
    assert(need < SIZE_MAX / 4);
    grown = *capacity + *capacity / 2;
    if (grown < need)
        grown = need < 8 ? 8 : need;
    *capacity = grown;
    return mem_resize(items, grown, item_size);
}
