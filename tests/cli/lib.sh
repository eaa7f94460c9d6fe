# lib.sh: what the tests of the command line share. Sourced; prints TAP.
#
#   cloud [serve options]   starts a local cloud with sample data and points the AWS variables at it
#   run ARGUMENT...         runs etrig: $status, $work/out (stdout), $work/err (stderr)
#   is WHAT GOT WANTED · has WHAT FILE TEXT · lacks WHAT FILE TEXT · ended WHAT STATUS
#   json EXPRESSION         evaluates a JavaScript expression on `out`, the parsed stdout
#   finish                  the plan line
set -u
work=$(mktemp -d "${TMPDIR:-/tmp}/etrig-cli.XXXXXX")
unset AWS_PROFILE AWS_REGION AWS_DEFAULT_REGION AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
unset ETRIG_CONFIG HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy
export HOME="$work/home" XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache" XDG_DATA_HOME="$work/data" XDG_CONFIG_HOME="$work/config"
export AWS_EC2_METADATA_DISABLED=true TZ=UTC LC_ALL=C.UTF-8
mkdir -p "$HOME"
count=0
children=

leave() {
    for child in $children; do kill "$child" 2>/dev/null; done
    wait 2>/dev/null
    rm -rf "$work"
}
trap leave EXIT

# starts a program whose first lines of output (until the one with WORD) are shell assignments, and runs those; they stand in
# $work/adopted, without the keys
adopt() {
    word=$1
    shift
    mkfifo "$work/fifo.$$"
    "$@" >"$work/fifo.$$" 2>>"$work/children.err" &
    children="$children $!"
    child=$!
    exec 8<"$work/fifo.$$"
    rm "$work/fifo.$$"
    while IFS= read -r line <&8; do
        case $line in *KEY*=*) shown=${line%%=*}=KEY ;; *) shown=$line ;; esac
        printf '%s\n' "$shown" >>"$work/adopted"
        eval "$line"
        case $line in *"$word"*) return 0 ;; esac
    done
    echo "Bail out! $1 did not start: $(cat "$work/children.err")"
    exit 1
}

# With its data in $work/cloud.db, or in $data.
cloud() {
    adopt AWS_REGION "$ETRIG" serve --data "${data:-$work/cloud.db}" --operation-time 50 "$@"
    export AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION
}

run() {
    "$ETRIG" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

verdict() {
    count=$((count + 1))
    if [ "$1" = 0 ]; then
        echo "ok $count - $2"
    else
        echo "not ok $count - $2"
        shift 2
        for line in "$@"; do printf '%s\n' "$line" | sed 's/^/# /'; done
    fi
}

is() { [ "$2" = "$3" ]; verdict $? "$1" "got:    $2" "wanted: $3"; }
has() { grep -qF -- "$3" "$2"; verdict $? "$1" "no \"$3\" in:" "$(head -c 1500 "$2")"; }
lacks() { ! grep -qF -- "$3" "$2"; verdict $? "$1" "\"$3\" is in:" "$(head -c 1500 "$2")"; }
ended() { is "$1" "$status" "$2"; [ "$status" = "$2" ] || sed 's/^/# stderr: /' "$work/err"; }
json() { node -e 'const out = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")); console.log(eval(process.argv[2]))' "$work/out" "$1" 2>&1; }
finish() { echo "1..$count"; }
