# For tests in a real terminal: a tmux server of its own, a shell in it, TAP.
#
#     begin 100 24                     a terminal of that size with a shell in it
#     enter 'etrig --local'            types a line
#     press j Down C-z                 keys by tmux's names
#     sees NAME TEXT / lacks NAME TEXT one test: TEXT comes to stand on the screen, or leaves it
#     finish
#
# Nothing waits for a time: conditions are asked for again and again, with a limit.
command -v tmux >/dev/null || { echo "1..0 # SKIP tmux is not installed"; exit 0; }
work=$(mktemp -d) || exit 1
tests=0 failed=0
export TMUX_TMPDIR="$work"
trap 'tmux -L etrig kill-server 2>/dev/null; rm -rf "$work"' EXIT

report() {
    tests=$((tests + 1))
    if [ "$1" = 0 ]; then
        echo "ok $tests - $2"
    else
        failed=$((failed + 1))
        echo "not ok $tests - $2"
    fi
}

# The shell's environment is the test's own: HOME in the work folder, the variables given as NAME=VALUE. A sanitizer leaves the
# signals to the program, whose way to end is what is tested.
begin() {
    cols=$1 rows=$2
    shift 2
    tmux -L etrig kill-server 2>/dev/null
    tmux -f /dev/null -L etrig new-session -d -x "$cols" -y "$rows" \
        env -i HOME="$work" PATH="$PATH" TERM=tmux-256color LC_ALL=C.UTF-8 PS1='ready$ ' AWS_EC2_METADATA_DISABLED=true \
        ASAN_OPTIONS=handle_segv=0:handle_sigbus=0:handle_sigill=0:handle_sigfpe=0:verify_asan_link_order=0 "$@" sh
    tmux -L etrig set-option -g set-clipboard off >/dev/null
    await 'ready$' || report 1 "a shell starts"
}

# start WORD COMMAND...: in the background (its number goes to $children), until it has said a line with WORD; what it said is
# shell assignments, which are carried out.
start() {
    word=$1
    shift
    "$@" >"$work/said" 2>/dev/null &
    children="$children $!"
    until_true grep -q "$word" "$work/said" || report 1 "$1 starts"
    eval "$(cat "$work/said")"
}

screen() {
    tmux -L etrig capture-pane -p "$@"
}

show() {
    screen | sed 's/^/# |/'
}

press() {
    tmux -L etrig send-keys "$@"
}

# Bytes in hexadecimal, at once.
bytes() {
    tmux -L etrig send-keys -H "$@"
}

enter() {
    tmux -L etrig send-keys -l "$1"
    tmux -L etrig send-keys Enter
}

# until COMMAND...: asks again until it succeeds, for ten seconds at most.
until_true() {
    end=$(($(date +%s) + 10))
    until "$@"; do
        [ "$(date +%s)" -lt $end ] || return 1
    done
}

on_screen() {
    screen | grep -qF -- "$1"
}

not_on_screen() {
    ! on_screen "$1"
}

await() {
    until_true on_screen "$1"
}

sees() {
    if await "$2"; then report 0 "$1"; else report 1 "$1"; show; fi
}

lacks() {
    if until_true not_on_screen "$2"; then report 0 "$1"; else report 1 "$1"; show; fi
}

# answers NAME TEXT KEY: the question comes, and the key answers it. What was typed before a question stood is dropped, and who types
# as fast as this is caught by it on a busy machine: the key is pressed again if the question stays.
answers() {
    sees "$1" "$2"
    for attempt in 1 2 3; do
        press "$3"
        wait_until=$(($(date +%s) + 3))
        until not_on_screen "$2" || [ "$(date +%s)" -ge $wait_until ]; do :; done
        not_on_screen "$2" && break
    done
}

# What tmux knows of the terminal: alternate_on, cursor_flag, keypad_cursor_flag ...
flag_is() {
    [ "$(tmux -L etrig display-message -p "#{$1}")" = "$2" ]
}

# Leaves the interface by q, and waits for the shell to have the terminal again.
leave() {
    press q
    until_true flag_is alternate_on 0
}

# The process of the interface, not that of its local cloud.
etrig_pid() {
    shell=$(tmux -L etrig display-message -p '#{pane_pid}')
    pgrep -P "$shell" etrig | head -1
}

# given_back NAME: the screen of before is there, the cursor is shown, the line settings are those of a shell.
given_back() {
    if until_true flag_is alternate_on 0 && until_true flag_is cursor_flag 1; then report 0 "$1: the screen of before is back"; else report 1 "$1: the screen of before is back"; show; fi
    enter 'stty -a | tr " " "\n" | grep -xc -e icanon -e echo -e isig -e ixon | sed "s/^/set:/"'
    sees "$1: keys are echoed and lines edited again" "set:4"
}

finish() {
    echo "1..$tests"
    exit $((failed > 0))
}
