/*
 * edit_text: a trigger as a text for a person's own editor, and back.
 *
 * YAML, or JSON below comments; the rules of the field table stand in comments. What cannot change (the names of a
 * trigger that exists, read-only properties, AWS's own tags) stands in comments too and is put back when the text is
 * read. Lines that begin with #! at the top say what was wrong with the text. Any thread.
 */
#ifndef MODEL_EDIT_TEXT_H
#define MODEL_EDIT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include "base/json.h"
#include "base/texts.h"

struct edit_text {
    const cJSON *document; /* borrowed: as it stands in the form */
    const char *region;    /* borrowed */
    bool existing;         /* the trigger exists at AWS */
    bool json;
};

/* The text to be edited. free(). */
char *edit_text_write(const struct edit_text *what);

struct edit_text_result {
    cJSON *document; /* owned: whole again; NULL: the text cannot be read */
    /* Owned: "EventTriggerName cannot change": it differs in the text, and no form can hold what stands there; NULL: nothing
     * of the kind. */
    char *locked;
    struct texts wrong; /* "line 3, column 5: /Description: …", of the text in returned */
    /* Owned: the text with all that is wrong on top, and what is perhaps a slip; NULL: nothing is wrong. */
    char *returned;
};

/* Reads the text as the person left it. Release the result in any case. */
void edit_text_read(const struct edit_text *what, const char *text, struct edit_text_result *result);
/* The same of an object that triggers are tried with: JSON below comments; it, or the first of a list, is the result's
 * document, and none of it is kept anywhere else. */
char *edit_text_write_object(const cJSON *object, const char *object_type);
void edit_text_read_object(const char *text, struct edit_text_result *result);
void edit_text_release(struct edit_text_result *result);

#endif
