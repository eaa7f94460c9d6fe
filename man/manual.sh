#!/bin/sh
# The manual says what the program's tables say.
exec "$top_srcdir/scripts/update-manual" "$builddir" --check
