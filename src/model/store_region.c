#include "model/store_region.h"

#include <stdlib.h>
#include <string.h>

bool store_region_lacks(const struct store_region *region)
{
    switch (region->state) {
    case STORE_REGION_NOT_ENABLED:
        return !region->by_all;
    case STORE_REGION_PARTLY:
    case STORE_REGION_DENIED:
    case STORE_REGION_FAILED:
        return true;
    case STORE_REGION_UNREAD:
    case STORE_REGION_READING:
    case STORE_REGION_READ:
        break;
    }
    return false;
}

void store_region_row_added(struct store_region *region)
{
    region->rows++;
}

void store_region_row_removed(struct store_region *region, const struct store_row *row)
{
    struct store_domain *domain = store_find_domain(region, row->domain);

    region->rows--;
    if (domain && domain->generation == row->generation && domain->rows > 0)
        domain->rows--;
}

void store_region_row_seen(struct store_region *region, const char *domain_name, uint32_t generation)
{
    struct store_domain *domain = store_find_domain(region, domain_name);

    if (!domain)
        return;
    if (domain->generation != generation)
        domain->rows = 0;
    domain->generation = generation;
    domain->rows++;
}

void store_region_sweep(struct store_region *region, const char *domain_name, uint32_t generation)
{
    for (size_t i = 0; i < region->domain_count; i++) {
        struct store_domain *domain = &region->domains[i];

        if ((domain_name && strcmp(domain->name, domain_name) != 0) || domain->generation >= generation)
            continue;
        domain->rows = 0;
        domain->generation = generation;
    }
}

void store_region_release(struct store_region *region)
{
    for (size_t i = 0; i < region->domain_count; i++)
        free(region->domains[i].name);
    free(region->domains);
    free(region->name);
}
