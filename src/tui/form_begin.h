/*
 * form_begin: a new trigger: its region and its domain are chosen first, then its form opens.
 *
 * What there is no choice about is not asked. Where drafts of new triggers wait, they are offered first.
 */
#ifndef TUI_FORM_BEGIN_H
#define TUI_FORM_BEGIN_H

struct tui;

/* region and domain (either may be NULL) are where the person is: the pickers begin there. */
void form_begin_new(struct tui *tui, const char *region, const char *domain);

#endif
