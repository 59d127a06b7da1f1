# shellcheck shell=bash
# Each engine has its own bridge and its own 172.N.0.0/16: the bridge's network in the lower half, those that Docker
# gives to user-defined networks in the upper half.

# bridge_of <instance>: at most 15 characters, different for every state folder.
bridge_of() {
    printf 'jbd-%08x' "$(checksum "$STATE/$1")"
}

checksum() {
    cksum <<<"$1" | cut -d ' ' -f 1
}

# choose_network <instance>: N as before where that is still free, else the next free one.
choose_network() {
    local -r instance=$1 file=$STATE/instances/$1/network
    local routes used n
    routes=$(ip -4 route show table all | grep -v " dev $(bridge_of "$instance")" || true)
    used=$(cat "$STATE"/instances/*/network 2>/dev/null || true)
    n=$(cat "$file" 2>/dev/null) && ! grep -q "172\.$n\." <<<"$routes" && return
    local -r start=$(checksum "$STATE/$instance")
    local offset
    for ((offset = 0; offset < 16; offset++)); do
        n=$((16 + (start + offset) % 16))
        if ! grep -qE "172\.$n\." <<<"$routes" && ! grep -qx "$n" <<<"$used"; then
            echo "$n" >"$file"
            return
        fi
    done
    die 'no free network among 172.16.0.0/16 … 172.31.0.0/16 for containers'
}

create_bridge() {
    local -r bridge=$(bridge_of "$1") n=$2
    remove_bridge "$bridge"
    ip link add name "$bridge" type bridge
    ip addr add "172.$n.0.1/17" dev "$bridge"
    ip link set "$bridge" up
    # Where Docker itself turns forwarding on, it also sets the policy of FORWARD to DROP, and the rules that except a
    # bridge from that are lost as soon as a second engine starts. Where it is on already Docker leaves the policy alone.
    echo 1 >/proc/sys/net/ipv4/ip_forward
}

remove_bridge() {
    ip link delete "$1" 2>/dev/null || true
}

# What dockerd leaves behind when it ends: bridges and rules.
remove_network() {
    local -r n=$1 bridge=$2
    local name
    ip -4 -oneline addr show | { grep -F " 172.$n." || true; } | while read -r _ name _; do
        remove_rules "$name"
        remove_bridge "$name"
    done
    remove_rules "$bridge"
    remove_rules "172.$n."
}

# remove_rules <text>: every rule that names it.
remove_rules() {
    local command table rule
    for command in iptables ip6tables; do
        for table in filter nat raw mangle; do
            list_rules "$command" "$table" | sed -n 's/^-A //p' | { grep -F -- "$1" || true; } | while read -r rule; do
                # Docker's rules hold no quoted words.
                # shellcheck disable=SC2086
                with_tools "$command" -w -t "$table" -D $rule || true
            done
        done
    done
}

list_rules() {
    with_tools "$1" -w -t "$2" -S 2>/dev/null || true
}

any_dockerd_runs() {
    grep -qsx dockerd /proc/[0-9]*/comm
}

# All engines of the machine share Docker's chains.
remove_docker_chains() {
    ! any_dockerd_runs && [[ -x $TOOLS/usr/sbin/iptables ]] || return 0
    local command table chain
    remove_rules DOCKER
    for command in iptables ip6tables; do
        for table in filter nat raw; do
            list_rules "$command" "$table" | sed -n 's/^-N \(DOCKER[^ ]*\)$/\1/p' | while read -r chain; do
                with_tools "$command" -w -t "$table" -X "$chain" || true
            done
        done
    done
}
