#!/bin/sh
# The pages are well-formed mdoc. Pages that they refer to need not be installed here.
command -v mandoc >/dev/null || { echo "skipped: mandoc is not installed"; exit 77; }
said=$(cd "$top_srcdir/man" && mandoc -T lint -W style ./*.[1-9] 2>&1 |
    grep -v -e 'referenced manual not found' -e 'outdated mandoc.db' -e 'cannot open .*mandoc.db')
[ -z "$said" ] || { printf '%s\n' "$said"; exit 1; }
