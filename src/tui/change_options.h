/* change_options: what a statement gives along with a change, for the reviews that send it. */
#ifndef TUI_CHANGE_OPTIONS_H
#define TUI_CHANGE_OPTIONS_H

/* As in struct backend_change: NULL is not given. Borrowed, unless who holds it says that it is owned. */
struct change_options {
    char *client_token, *role_arn, *type_version_id;
};

/* Copies; to is filled anew. */
void change_options_copy(struct change_options *to, const struct change_options *from);
/* Frees the texts of an owned one. */
void change_options_release(struct change_options *options);

#endif
