/*
 * credentials_cache: the AWS CLI's own cache of roles, ~/.aws/cli/cache/KEY.json, read and written in its format: a
 * role that the CLI assumed is not assumed again (nor its MFA code asked for), and the other way round.
 *
 * Source: the AWS CLI, credentials.py and utils.py. Worker thread.
 */
#ifndef AWS_CREDENTIALS_CACHE_H
#define AWS_CREDENTIALS_CACHE_H

#include "aws/credentials.h"
#include "base/json.h"

/* What a key is made of: texts and whole numbers as Python's json.dumps writes them, names in their order. */
struct credentials_cache_part {
    const char *name;
    const char *text; /* a secret at times. NULL: number counts, or if that is 0, the part is left out */
    long number;
};

/* The key: SHA-1 of {"Name": "text", …}; compact leaves the blanks out, as the CLI does for Identity Center. free(). */
char *credentials_cache_key(const struct credentials_cache_part *parts, size_t count, bool compact);
/* A file of the AWS CLI's caches: a JSON object. NULL and err, which names it as shown: ERR_NOT_FOUND if it is not there,
 * else ERR_ACCESS. */
cJSON *credentials_cache_load(const char *path, const char *shown, struct err *err);
/* Fills out, but for source, if there are keys that live for 15 minutes more; whatever else a file holds counts as
 * absent. */
bool credentials_cache_read(const char *key, struct credentials *out);
/* Writes the document (its Credentials as AWS gave them), 0600, atomically. That it cannot be written is a line of the
 * debug log: the keys serve all the same. */
void credentials_cache_write(const char *key, const cJSON *document);

#endif
