/*
 * banned: calls that this tree does not use. Included by every .c file through the compiler's -include.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef ETRIG_TESTS
#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok atoi atol atof strncpy
#endif

#endif
