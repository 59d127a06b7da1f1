# shellcheck shell=bash
# Debian's packages, unpacked into prefixes of our own: nothing is installed, no service starts, and several releases of
# one package lie side by side. Only a few common commands are installed, where the machine lacks them.

# Programs from bookworm run on every later Debian; so the tools are the same everywhere.
readonly TOOLS=$STATE/packages/tools
readonly TOOL_PACKAGES=(
    docker-registry mmdebstrap qemu-user-static runc
    iptables libip4tc2 libip6tc2 libxtables12 libmnl0 libnetfilter-conntrack3 libnfnetlink0 libnftnl11
    libseccomp2 libdevmapper1.02.1
)

engine_prefix() {
    echo "$STATE/packages/$1"
}

docker_cli_of() {
    echo "$(engine_prefix "$1")/usr/bin/docker"
}

buildx_of() {
    echo "$(engine_prefix "$1")/usr/libexec/docker/cli-plugins/docker-buildx"
}

unpack_engine() {
    local -r prefix=$(engine_prefix "$1")
    case $1 in
        # There the client is part of docker.io, and buildx no package.
        bookworm) unpack_packages "$prefix" "$1" docker.io containerd tini ;;
        trixie) unpack_packages "$prefix" "$1" docker.io containerd docker-cli docker-buildx tini ;;
        forky) unpack_packages "$prefix" "$1" docker.io containerd docker-cli docker-buildx tini-static ;;
    esac
}

unpack_tools() {
    unpack_packages "$TOOLS" bookworm "${TOOL_PACKAGES[@]}"
}

# unpack_packages <prefix> <suite> <package…>: the stamp is written before the prefix gets its name.
unpack_packages() {
    local -r prefix=$1 suite=$2
    shift 2
    [[ "$(cat "$prefix/.packages" 2>/dev/null)" != "$*" ]] || return 0
    local folder deb
    folder=$(scratch_folder)
    open_apt_view "$folder/apt" "$suite"
    apt-get update
    (cd "$folder/apt" && apt-get download "$@")
    for deb in "$folder"/apt/*.deb; do
        dpkg -x "$deb" "$folder"
    done
    release_date "$folder/apt/lists" >"$folder/.date"
    rm -rf "$folder/apt" "$folder/usr/share/"{doc,man,locale}
    finish_prefix "$folder"
    echo "$*" >"$folder/.packages"
    chmod 755 "$folder"
    rm -rf "$prefix"
    mkdir -p "$(dirname "$prefix")"
    mv "$folder" "$prefix"
}

# A view of one suite for apt, apart from what the machine itself has configured and downloaded.
open_apt_view() {
    local -r folder=$1 suite=$2
    mkdir -p "$folder"/{lists,cache/archives}/partial
    # The mirror may be a frozen snapshot, whose Release files of unreleased suites are past their date.
    printf 'deb [signed-by=%s check-valid-until=no] %s %s main\n' "$KEYRING" "$(mirror debian)" "$suite" >"$folder/sources.list"
    cat >"$folder/apt.conf" <<CONF
Dir::Etc::sourcelist "$folder/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$folder/lists";
Dir::Cache "$folder/cache";
APT::Sandbox::User "root";
APT::Get::List-Cleanup "false";
Acquire::Languages "none";
Acquire::Retries "3";
CONF
    export APT_CONFIG=$folder/apt.conf
}

readonly KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# mirror debian|debian-security: from where this machine gets its packages; else Debian's public address.
mirror() {
    local -r archive=$1
    local uri
    # shellcheck disable=SC2016 # apt-get's own variable.
    uri=$(APT_CONFIG='' apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages')
    uri=$(grep -E "/$archive/?$" <<<"$uri" | sort -u | head -n 1) || true
    echo "${uri:-http://deb.debian.org/$archive}"
}

# The date of the release, in seconds: it changes when the packages of the release do.
release_date() {
    date -u -d "$(sed -n 's/^Date: //p' "$1"/*_InRelease | head -n 1)" +%s
}

# Commands we call, and the packages that bring them.
install_missing_commands() {
    local packages=()
    has_command ip || packages+=(iproute2)
    has_command curl || packages+=(curl)
    perl -MFile::Find -e1 2>/dev/null || packages+=(perl)
    [[ -e $KEYRING ]] || packages+=(debian-archive-keyring)
    ((${#packages[@]} == 0)) || step "installing ${packages[*]}" install_packages "${packages[@]}"
}

has_command() {
    command -v "$1" >/dev/null
}

install_packages() {
    apt-get update
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"
}

# What package scripts would have done, and what only takes room.
finish_prefix() {
    local -r sbin=$1/usr/sbin
    local command
    for command in ip{,6}tables{,-save,-restore}; do
        case $command in
            *-save | *-restore) link_where_present "$sbin" "${command%-*}-nft-${command##*-}" "$command" ;;
            *) link_where_present "$sbin" "$command-nft" "$command" ;;
        esac
    done
    find "$1/usr/bin" -name 'qemu-*' ! -name "qemu-$(foreign_cpu)-static" -delete
}

link_where_present() {
    [[ ! -e $1/$2 ]] || ln -s "$2" "$1/$3"
}
