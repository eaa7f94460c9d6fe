#include "model/match_number.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"

/* Exponents beyond this are all the same: no text that is read here has as many digits. */
enum { EXPONENT_MOST = 1000000000 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits, of which those before the point are counted. false: there is none. */
static bool take_digits(const char **p, struct strbuf *digits, size_t *whole)
{
    bool pointed = false;

    for (; is_digit(**p) || (**p == '.' && !pointed); (*p)++) {
        if (**p == '.') {
            pointed = true;
            continue;
        }
        strbuf_addc(digits, **p);
        *whole += !pointed;
    }
    return digits->length > 0;
}

static bool take_exponent(const char **p, int *exponent)
{
    bool negative;

    *exponent = 0;
    if (**p != 'e' && **p != 'E')
        return true;
    (*p)++;
    negative = **p == '-';
    if (**p == '-' || **p == '+')
        (*p)++;
    if (!is_digit(**p))
        return false;
    for (; is_digit(**p); (*p)++)
        *exponent = *exponent < EXPONENT_MOST / 10 ? *exponent * 10 + (**p - '0') : EXPONENT_MOST;
    *exponent = negative ? -*exponent : *exponent;
    return true;
}

bool match_number_parse(const char *text, struct match_number *out)
{
    struct strbuf digits = STRBUF_INIT;
    size_t whole = 0, zeros;
    int exponent = 0;
    bool negative = *text == '-', fine;

    if (*text == '-' || *text == '+')
        text++;
    fine = take_digits(&text, &digits, &whole) && take_exponent(&text, &exponent) && *text == '\0';
    if (!fine) {
        strbuf_release(&digits);
        return false;
    }
    zeros = strspn(digits.text, "0");
    strbuf_remove(&digits, 0, zeros);
    while (digits.length && digits.text[digits.length - 1] == '0')
        strbuf_truncate(&digits, digits.length - 1);
    out->negative = negative && digits.length;
    out->point = digits.length ? exponent + (int)whole - (int)zeros : 0;
    out->digits = strbuf_detach(&digits);
    return true;
}

void match_number_release(struct match_number *number)
{
    free(number->digits);
    *number = (struct match_number){0};
}

/* Sizes alone. Zero is below all that is not. */
static int compare_sizes(const struct match_number *a, const struct match_number *b)
{
    if (!*a->digits || !*b->digits)
        return (*a->digits != '\0') - (*b->digits != '\0');
    if (a->point != b->point)
        return a->point < b->point ? -1 : 1;
    return strcmp(a->digits, b->digits);
}

int match_number_compare(const struct match_number *a, const struct match_number *b)
{
    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    return a->negative ? compare_sizes(b, a) : compare_sizes(a, b);
}
