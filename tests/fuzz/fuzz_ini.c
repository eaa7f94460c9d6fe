/* Any bytes as ~/.aws/config: always read, with lines in their order and notes for what was passed over. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/ini.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct ini ini;

    ini_parse(&ini, "config", (const char *)bytes, length);
    for (size_t i = 0; i < ini.count; i++) {
        const struct ini_section *section = &ini.sections[i];

        assert(ini_section(&ini, section->name) == section);
        for (size_t j = 0; j < section->count; j++) {
            const struct ini_entry *entry = &section->entries[j];

            assert(ini_entry(section, entry->key) == entry && entry->key[0] && entry->line > 0);
            assert(!entry->child_count || !entry->value[0]);
        }
    }
    ini_release(&ini);
    return 0;
}
