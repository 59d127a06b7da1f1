# shellcheck shell=bash
# Programs of the other platform (arm64 on amd64 and the other way round) run by QEMU. The kernel opens the emulator once,
# when it is registered with the flag F; from then on it works in every container without being copied there.

readonly BINFMT=/proc/sys/fs/binfmt_misc
readonly HANDLER=$BINFMT/jbuild-dev

foreign_cpu() {
    [[ $NATIVE_ARCHITECTURE == amd64 ]] && echo aarch64 || echo x86_64
}

enable_emulation() {
    [[ -e $BINFMT/register ]] || mount -t binfmt_misc binfmt_misc "$BINFMT"
    emulation_is_enabled || register_emulator
}

# By whomever: a handler that is there already is as good as ours.
emulation_is_enabled() {
    local handler
    for handler in "$BINFMT/qemu-$(foreign_cpu)" "$HANDLER"; do
        [[ ! -e $handler ]] || { grep -q '^enabled' "$handler" && grep -q '^flags: .*F' "$handler" && return; }
    done
    return 1
}

# Debian's description of the format, in the kernel's form ":name:M:offset:magic:mask:interpreter:flags".
# P keeps argv[0]; Debian's emulator knows by its own name (…-binfmt-P) that it is passed.
register_emulator() {
    local -r description=$TOOLS/usr/share/binfmts/qemu-$(foreign_cpu)
    [[ ! -e $HANDLER ]] || echo -1 >"$HANDLER"
    printf ':%s:M:%s:%s:%s:%s:PF' "${HANDLER##*/}" \
        "$(field offset)" "$(field magic)" "$(field mask)" "$TOOLS$(field interpreter)" >"$BINFMT/register"
}

field() {
    sed -n "s/^$1 //p" "$description"
}

# The handler serves the whole machine: it stays for engines of other state folders.
disable_emulation() {
    [[ -e $HANDLER ]] && grep -qF "interpreter $TOOLS/" "$HANDLER" || return 0
    any_dockerd_runs || echo -1 >"$HANDLER"
}
