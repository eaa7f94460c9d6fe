# Sourced by setup, start and check: where things are, and who builds and runs them.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || exit 1
me=${0##*/}

# A tree that somebody configured in place is built there; otherwise in a folder of its own.
build=$top/build
[ ! -e "$top/config.status" ] || build=$top

fail() {
    printf '%s: %s\n' "$me" "$1" >&2
    exit 1
}

# Under sudo everything but the packages belongs to the person who called it.
under_sudo() {
    [ "$(id -u)" = 0 ] && [ -n "${SUDO_UID:-}" ] && [ "$SUDO_UID" != 0 ]
}

# Runs a command as that person (the last thing a script does may be `exec_as_caller`).
caller_command=()
if under_sudo; then
    entry=$(getent passwd "$SUDO_UID") || fail "no user has the number $SUDO_UID that sudo names"
    caller_home=$(cut -d: -f6 <<<"$entry")
    caller_command=(setpriv --reuid="$SUDO_UID" --regid="$SUDO_GID" --init-groups --
        env -u SUDO_UID -u SUDO_GID -u SUDO_USER -u SUDO_COMMAND
        HOME="$caller_home" USER="$SUDO_USER" LOGNAME="$SUDO_USER")
fi
as_caller() {
    "${caller_command[@]}" "$@"
}
exec_as_caller() {
    exec "${caller_command[@]}" "$@"
}
