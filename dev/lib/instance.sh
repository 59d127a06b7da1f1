# shellcheck shell=bash
# One engine: a dockerd of one suite with one image store, and its own data, socket, bridge and addresses.

socket_of() {
    echo "$STATE/instances/$1/docker.sock"
}

instance_is_up() {
    local -r folder=$STATE/instances/$1
    is_alive "$folder/pid" "$folder/daemon.json" && is_configured "$1" && engine_answers "$1"
}

# One that was started with other settings, by another version of this file, is started again.
is_configured() {
    local -r folder=$STATE/instances/$1
    [[ -e $folder/network ]] && daemon_config "$1" "$(<"$folder/network")" | cmp -s - "$folder/daemon.json"
}

engine_answers() {
    curl --fail --silent --output /dev/null --max-time 5 --unix-socket "$(socket_of "$1")" http://docker/_ping
}

# Programs of ours see the unpacked tools and their libraries first.
with_tools() {
    local triplet=x86_64-linux-gnu
    [[ $NATIVE_ARCHITECTURE == amd64 ]] || triplet=aarch64-linux-gnu
    local -r libraries=$TOOLS/usr/lib/$triplet
    PATH=$TOOLS/usr/sbin:$TOOLS/usr/bin:$PATH LD_LIBRARY_PATH=$libraries:$TOOLS/lib/$triplet XTABLES_LIBDIR=$libraries/xtables "$@"
}

start_instance() {
    local -r instance=$1 folder=$STATE/instances/$1
    ! instance_is_up "$instance" || return 0
    check_socket_length "$folder"
    mkdir -p "$folder"
    stop_instance "$instance"
    # Docker expects that a reboot empties it.
    rm -rf --one-file-system "$folder/exec"
    choose_network "$instance"
    daemon_config "$instance" "$(<"$folder/network")" >"$folder/daemon.json"
    create_bridge "$instance" "$(<"$folder/network")"
    PATH="$(engine_prefix "${instance%-*}")/usr/sbin:$(engine_prefix "${instance%-*}")/usr/bin:$PATH" \
        with_tools start_daemon "$folder/started" "$folder/log" dockerd --config-file "$folder/daemon.json"
    await 30 instance_is_up "$instance" || {
        tail -n 20 "$folder/log"
        die "dockerd does not start; its log: $folder/log"
    }
}

# The kernel takes 107 characters for the path of a socket; containerd's below the exec root is the longest.
check_socket_length() {
    local -r longest=$1/exec/containerd/containerd-debug.sock.ttrpc
    ((${#longest} <= 107)) || die "JBUILD_DEV_STATE is too long a path for sockets: at most $((${#STATE} - ${#longest} + 107)) characters"
}

# Of the oldest engine steps get no privileges, as of one that is installed and left as it is; the others give them.
daemon_config() {
    local -r instance=$1 folder=$STATE/instances/$1 n=$2
    local settings=''
    [[ $instance != *-containerd ]] || settings+='"features": {"containerd-snapshotter": true}, '
    [[ $instance == bookworm-* ]] || settings+='"builder": {"entitlements": {"security-insecure": true}},'
    cat <<JSON
{
  $settings
  "hosts": ["unix://$folder/docker.sock"],
  "data-root": "$folder/data",
  "exec-root": "$folder/exec",
  "pidfile": "$folder/pid",
  "shutdown-timeout": 5,
  "bridge": "$(bridge_of "$instance")",
  "default-address-pools": [{"base": "172.$n.128.0/17", "size": 24}],
  "registry-mirrors": ["$REGISTRY_URL"],
  "insecure-registries": ["127.0.0.1:$REGISTRY_PORT", "localhost:$REGISTRY_PORT"]
}
JSON
}

stop_instance() {
    local -r instance=$1 folder=$STATE/instances/$1
    [[ -d $folder ]] || return 0
    local -r ran=$(is_alive "$folder/pid" "$folder/daemon.json" && echo yes)
    stop_daemon "$folder/pid" "$folder/daemon.json"
    stop_daemon "$folder/exec/containerd/containerd.pid" "$folder/exec"
    kill_containers "$folder/exec"
    rm -f "$folder/docker.sock" "$folder/started"
    unmount_below "$folder"
    [[ ! -e $folder/network ]] || remove_network "$(<"$folder/network")" "$(bridge_of "$instance")"
    [[ -z $ran ]] || say "$instance is down"
}

unmount_below() {
    local target
    { cut -d ' ' -f 5 /proc/self/mountinfo | grep -F "$1/" || true; } | sort -r | while read -r target; do
        umount --lazy "$target" || true
    done
}

# Containers survive a dockerd that was killed: their parents, the shims, name containerd's socket. The first process of
# a container takes all others with it.
kill_containers() {
    local -r socket=$1/containerd/containerd.sock
    local shim
    { grep -la '^[^ ]*containerd-shim' /proc/[0-9]*/cmdline 2>/dev/null || true; } | while IFS=/ read -r _ _ shim _; do
        grep -qaF "$socket" "/proc/$shim/cmdline" 2>/dev/null || continue
        # shellcheck disable=SC2046 # A list of process ids.
        kill -9 $(cat "/proc/$shim/task/$shim/children" 2>/dev/null) "$shim" 2>/dev/null || true
    done
}
