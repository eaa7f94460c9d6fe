#!/usr/bin/env bash
# The suites of scripts/check, which runs them: suites.sh NAME COUNTS.
# Lines "passed failed skipped" go to the file COUNTS; lines that begin with "suite: " are shown when the suite has ended.
set -u
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
work=$top/build-check
counts=$2
# The sanitizers want the addresses that they know; newer kernels shuffle more of them.
steady=()
! setarch -R true 2>/dev/null || steady=(setarch -R)

# count PASSED FAILED SKIPPED
count() {
    echo "$*" >>"$counts"
}

say() {
    printf 'suite: %s\n' "$1"
}

# variant NAME OPTION...: a folder in which make runs; configured anew only when the options changed.
variant() {
    local folder=$work/$1
    shift
    mkdir -p "$folder" && cd "$folder" || return 1
    [ "$(cat configured-with 2>/dev/null)" = "$ETRIG_SOURCE $*" ] && return
    rm -f configured-with
    "$ETRIG_SOURCE/configure" -q "$@" && echo "$ETRIG_SOURCE $*" >configured-with
}

# Builds all of the present folder and its tests: one passed check.
build_all() {
    make -s all && make -s check TESTS= && count 1 0 0
}

# What the tests of the present folder said: cmocka's own numbers where there are some, else automake's results.
count_tests() {
    local results
    find . -name '*.trs' | while read -r results; do
        awk '
            FILENAME ~ /\.log$/ && /^\[  PASSED  \] [0-9]+ test/ { passed += $4; cmocka = 1 }
            FILENAME ~ /\.log$/ && /^\[  FAILED  \] [0-9]+ test/ { failed += $4; cmocka = 1 }
            FILENAME ~ /\.log$/ && /^\[  SKIPPED \] [0-9]+ test/ { skipped += $5; cmocka = 1 }
            FILENAME ~ /\.trs$/ && /^:test-result: (PASS|XFAIL)/ { p++ }
            FILENAME ~ /\.trs$/ && /^:test-result: (FAIL|XPASS|ERROR)/ { f++ }
            FILENAME ~ /\.trs$/ && /^:test-result: SKIP/ { s++ }
            END {
                if (cmocka && f && !failed) failed = 1
                if (cmocka) print passed + 0, failed + 0, skipped + 0; else print p + 0, f + 0, s + 0
            }' "${results%.trs}.log" "$results"
    done | awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }'
}

show_failures() {
    local results
    find . -name '*.trs' -exec grep -lE '^:test-result: (FAIL|XPASS|ERROR)' {} + | while read -r results; do
        printf -- '--- %s\n' "${results%.trs}"
        if grep -qE '^(not ok|ok) ' "${results%.trs}.log"; then
            grep -vE '^(ok|PASS:) ' "${results%.trs}.log" | tail -n 40
        else
            tail -n 40 "${results%.trs}.log"
        fi
    done
}

# Runs the tests of the present folder by that target of make.
run_tests() {
    local status
    find . -name '*.trs' -delete
    "${steady[@]}" make -s -k "$1"
    status=$?
    count "$(count_tests)"
    [ $status -eq 0 ] || show_failures
    return $status
}

suite_gcc() {
    variant gcc CC=gcc --enable-werror && build_all && say "gcc -Werror: no warning" && run_tests check
}

suite_sanitize() {
    export ETRIG_MONKEY_KEYS=100000
    export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
    variant sanitize CC=clang CFLAGS='-g -O1' --enable-werror --enable-sanitizers=address,undefined --enable-fuzzing &&
        build_all && say "clang -Werror: no warning" && run_tests check
}

# The tests that run two threads, under ThreadSanitizer.
suite_threads() {
    export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1
    variant threads CC=gcc CFLAGS='-g -O1' --enable-sanitizers=thread && build_all && run_tests check-threads
}

# Some seconds for each target, from its corpus; what is found stays in build-check/sanitize/fuzzing.
suite_fuzz() {
    local target name failed=0
    cd "$work/sanitize" && make -s check TESTS= || return 1
    for target in $(make -s list-fuzz); do
        name=${target##*/fuzz_}
        mkdir -p "fuzzing/$name"
        if "${steady[@]}" "$target" -max_total_time=10 -timeout=10 -rss_limit_mb=3000 -artifact_prefix="fuzzing/$name-" \
            "fuzzing/$name" "$top/tests/fuzz/corpus/$name"; then
            say "$name: nothing found in 10 s"
            count 1 0 0
        else
            say "$name: failed"
            count 0 1 0
            failed=1
        fi
    done
    return $failed
}

# AWS's own clients against etrig serve. Their packages come from registries: tests/sdk/run names in lines "skipped: …"
# those that cannot be had, ends with 77 if none can, and prints "N passed, N failed" last.
suite_sdk() {
    local status line
    make -s -C "$build" tests/sdk/pairs || return 1
    ETRIG=$build/src/etrig ETRIG_SDK_FOLDER=$work/clients "$top/tests/sdk/run" 2>&1 | tee "$work/sdk.out"
    status=${PIPESTATUS[0]}
    sed -n 's/^skipped: //p' "$work/sdk.out" | while read -r line; do say "skipped: $line"; done
    tail -n 1 "$work/sdk.out" | sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed\(, \([0-9]*\) skipped\)\{0,1\}$/\1 \2 0\4/p' >>"$counts"
    [ "$status" -eq 77 ] || return "$status"
}

suite_format() {
    command -v clang-format-14 >/dev/null || { echo "clang-format-14 is missing"; return 1; }
    find "$top/src" "$top/man" "$top/tests" -name '*.[ch]' -print0 |
        xargs -0 clang-format-14 --dry-run -Werror --style=file || return 1
    count 1 0 0
    say "clang-format: every file has the project's format"
}

# ctuuninitvar takes a struct that is handed over to be filled for one that is read; glibc's readdir is safe between streams.
suite_cppcheck() {
    echo '#define cJSON_ArrayForEach(item, array) for (item = (array) ? (array)->child : NULL; item; item = item->next)' \
        >"$work/cppcheck.h"
    cppcheck --quiet --std=c11 --language=c --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
        --suppress=missingIncludeSystem --suppress=ctuuninitvar --library=posix \
        --suppress=readdirCalled --include="$work/cppcheck.h" -j 2 -I "$top/src" "$top/src" || return 1
    count 1 0 0
    say "cppcheck: no finding"
}

# The packed tree builds, passes its tests, installs and uninstalls.
suite_dist() {
    export ETRIG_MONKEY_KEYS=2000 # it has pressed many in the suites of the tree
    variant gcc CC=gcc --enable-werror || return 1
    if ! make -s distcheck; then
        cd "$work"/gcc/etrig-*/_build/sub && show_failures
        return 1
    fi
    count 1 0 0
    say "distcheck: the archive builds, passes its tests and installs"
}

suite_"$1"
