# shellcheck shell=bash
# What every part uses: where state lives, what is said on stderr, steps that run at once, daemons that outlive us.

readonly STATE=${JBUILD_DEV_STATE:-/var/lib/jbuild-dev}
# shellcheck disable=SC2034 # Used by the other parts.
readonly REGISTRY_PORT=${JBUILD_DEV_REGISTRY_PORT:-5000}
NATIVE_ARCHITECTURE=$(dpkg --print-architecture 2>/dev/null || true)
readonly NATIVE_ARCHITECTURE
readonly ARCHITECTURES=(amd64 arm64)

say() {
    printf 'engine: %s\n' "$*" >&2
}

die() {
    say "$@"
    exit 1
}

# ---- the machine ----

cannot_run_here() {
    say "this machine cannot run the private engine: $1."
    say 'Install Docker yourself, set DOCKER_HOST to it, and go on without dev/engine.'
    exit 3
}

require_root() {
    ((EUID == 0)) || cannot_run_here 'it needs root'
}

check_machine() {
    grep -qs '^ID=debian$' /etc/os-release || cannot_run_here 'it is not Debian'
    require_root
    [[ " ${ARCHITECTURES[*]} " == *" $NATIVE_ARCHITECTURE "* ]] || cannot_run_here "no engine is known for $NATIVE_ARCHITECTURE"
    kernel_knows overlay || cannot_run_here 'the kernel lacks overlay (overlayfs)'
    kernel_knows binfmt_misc || cannot_run_here 'the kernel lacks binfmt_misc, which runs programs of the other platform'
    mountpoint -q /sys/fs/cgroup || cannot_run_here 'no control groups are mounted on /sys/fs/cgroup'
    [[ $STATE == /* ]] || die "JBUILD_DEV_STATE must be an absolute path, not $STATE"
    [[ $STATE =~ ^[A-Za-z0-9._/-]+$ ]] || die "JBUILD_DEV_STATE may hold letters, digits and ._/- only: $STATE"
}

kernel_knows() {
    grep -qw "$1" /proc/filesystems || modprobe -q "$1" 2>/dev/null
}

# One `up` or `down` at a time per state folder.
lock_state() {
    mkdir -p "$STATE"
    exec {LOCK}>"$STATE/lock"
    flock -n "$LOCK" && return
    say 'waiting for another dev/engine'
    flock "$LOCK"
    # A purge may have removed the file we waited for: then lock the one that lies there now.
    [[ "$STATE/lock" -ef /proc/self/fd/$LOCK ]] || lock_state
}

# ---- steps ----

STEPS=()

# Runs a step beside others, in its own process group, so that Ctrl-C can end all of what it started.
start_step() {
    set -m
    run_step "$@" </dev/null &
    STEPS+=($!)
    set +m
}

# run_step <what> <command…>: tells how long it took, shows the end of its log when it fails.
# Waiting for a background job, and not `if command`, keeps `set -e` alive within the command.
run_step() {
    local -r what=$1 began=$SECONDS log=$STATE/log/${1//[^a-zA-Z0-9]/-}.log
    shift
    mkdir -p "$STATE/log"
    "$@" >"$log" 2>&1 &
    local status=0
    wait $! || status=$?
    if ((status)); then
        tail -n 20 "$log" >&2
        die "$what failed after $((SECONDS - began)) s; all of its log: $log"
    fi
    # What was there already took no time and is not worth a line.
    ((SECONDS == began)) || say "$what … $((SECONDS - began)) s"
}

# One step that others need.
step() {
    start_step "$@"
    await_last_step
}

await_last_step() {
    wait "${STEPS[-1]}" || exit 1
    unset 'STEPS[-1]'
}

await_steps() {
    local step
    for step in "${STEPS[@]}"; do
        wait "$step" || exit 1
    done
    STEPS=()
}

end_steps() {
    local step
    for step in "${STEPS[@]}"; do
        kill -- "-$step" 2>/dev/null || true
    done
}
trap end_steps EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Work goes on beside the place of the result, which appears whole or not at all.
scratch_folder() {
    mkdir -p "$STATE/tmp"
    mktemp -d "$STATE/tmp/XXXXXX"
}

# ---- daemons ----

# start_daemon <pid file> <log> <command…>: a session of its own, no terminal, none of our open files (the lock above
# all, and pipes of our caller who waits for their end).
start_daemon() {
    local -r pid_file=$1 log=$2
    shift 2
    (
        for fd in /proc/self/fd/*; do
            fd=${fd##*/}
            ((fd <= 2)) || eval "exec $fd>&-"
        done
        cd /
        exec setsid "$@" </dev/null >>"$log" 2>&1
    ) &
    echo $! >"$pid_file"
}

# A pid file outlives its process and the machine; the process must also be ours: it names a file of ours.
is_alive() {
    local -r pid_file=$1 argument=$2
    local pid
    pid=$(cat "$pid_file" 2>/dev/null) && [[ -n $pid ]] && grep -qaF "$argument" "/proc/$pid/cmdline" 2>/dev/null
}

# await <seconds> <command…>: until it succeeds.
await() {
    local -r deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.05
    done
}

# stop_daemon <pid file> <argument>: asks, waits, forces.
stop_daemon() {
    local -r pid_file=$1 argument=$2
    if is_alive "$pid_file" "$argument"; then
        local pid
        pid=$(<"$pid_file")
        kill "$pid" 2>/dev/null || true
        await 20 is_dead "$pid_file" "$argument" || kill -9 "$pid" 2>/dev/null || true
        await 5 is_dead "$pid_file" "$argument" || die "process $pid cannot be ended"
    fi
    rm -f "$pid_file"
}

is_dead() {
    ! is_alive "$@"
}
