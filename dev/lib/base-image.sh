# shellcheck shell=bash
# debian:bookworm-slim for two platforms, built from packages and written to the registry without an engine.
# The same packages give the same bytes: every date is the release's, every list is sorted, gzip keeps no name.

readonly BASE_REPOSITORY=library/debian
readonly BASE_TAG=bookworm-slim
readonly OCI=application/vnd.oci.image
base_image_digest() {
    cat "$BASE/digest" 2>/dev/null || echo 'not built'
}

base_image_is_published() {
    [[ -e $BASE/digest && "$(manifest_digest "$BASE_REPOSITORY" "$BASE_TAG")" == "$(<"$BASE/digest")" ]]
}

# build_base_image <architecture>: layer, config and manifest in $BASE/<architecture>.
build_base_image() {
    local -r architecture=$1
    [[ ! -d $BASE/$architecture ]] || return 0
    local folder
    folder=$(scratch_folder)
    SOURCE_DATE_EPOCH=$(<"$TOOLS/.date")
    export SOURCE_DATE_EPOCH
    write_settings "$folder/settings"
    bootstrap "$architecture" "$folder"
    write_image "$architecture" "$folder"
    rm -rf "$folder/settings" "$folder/layer.tar"
    mkdir -p "$BASE"
    mv "$folder" "$BASE/$architecture"
}

# ---- root file system ----

# Maintainer scripts run natively from outside (mmdebstrap's chrootless mode), also those of the other platform: a sixth
# of the time of emulation, the same files. Only the linker's cache needs a program of the platform itself.
# As such scripts run as root, they run in a throw-away view of the machine: a script that forgets that it is meant
# for another root can harm only that.
bootstrap() {
    local -r architecture=$1 folder=$2
    # shellcheck disable=SC2016 # Expanded by the inner shells.
    unshare --mount --propagation private bash -euc '
        guard=$1 state=$2
        shift 2
        mkdir "$guard"
        mount -t tmpfs guard "$guard"
        mkdir "$guard"/{upper,work,root}
        mount -t overlay -o "lowerdir=/,upperdir=$guard/upper,workdir=$guard/work" guard "$guard/root"
        mkdir -p "$guard/root$state"
        mount --bind "$state" "$guard/root$state"
        for shared in /dev /proc /run; do
            mount --rbind "$shared" "$guard/root$shared"
        done
        exec chroot "$guard/root" "$@"
    ' bootstrap "$folder/guard" "$STATE" \
        env TMPDIR="$folder" perl "$TOOLS/usr/bin/mmdebstrap" \
        --mode=chrootless --skip=check/chrootless,output/dev --variant=minbase --architectures="$architecture" --format=tar \
        --include=usr-is-merged --hook-dir="$TOOLS/usr/share/mmdebstrap/hooks/merged-usr" \
        --customize-hook='chroot "$1" ldconfig' \
        --customize-hook="set -e; $(declare -f slim_down); slim_down \"\$1\" '$folder/settings'" \
        bookworm "$folder/layer.tar" \
        "deb $(mirror debian) bookworm main" \
        "deb $(mirror debian) bookworm-updates main" \
        "deb $(mirror debian-security) bookworm-security main"
    rmdir "$folder/guard"
}

# Runs under mmdebstrap's sh, by its text: nothing else of ours is known there. Gone are documentation, what tells
# of this machine (its name, its resolver, the scratch folder's path in apt's caches) and old copies.
slim_down() {
    local root=$1 settings=$2
    rm -rf "$root"/usr/share/man/* "$root"/usr/share/info/* "$root"/usr/share/locale/* "$root"/usr/share/groff/* \
        "$root"/usr/share/lintian/* \
        "$root"/var/cache/apt/*.bin "$root"/var/lib/dpkg/*-old "$root"/var/cache/ldconfig/* "$root"/var/cache/debconf/*-old \
        "$root"/etc/apt/sources.list "$root"/etc/hostname "$root"/etc/resolv.conf
    find "$root"/usr/share/doc ! -type d ! -name copyright -delete
    find "$root"/usr/share/doc -mindepth 1 -type d -empty -delete
    cp -R "$settings"/. "$root"/
}

# What Docker Hub's image sets: public package sources, no services started by package scripts, no package caches kept,
# no documentation installed.
write_settings() {
    local -r settings=$1
    mkdir -p "$settings"/{etc/apt/{sources.list.d,apt.conf.d},etc/dpkg/dpkg.cfg.d,usr/sbin}
    cat >"$settings/etc/apt/sources.list.d/debian.sources" <<'SOURCES'
Types: deb
URIs: http://deb.debian.org/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
    cat >"$settings/etc/apt/apt.conf.d/docker-clean" <<'CONF'
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
CONF
    echo 'Apt::AutoRemove::SuggestsImportant "false";' >"$settings/etc/apt/apt.conf.d/docker-autoremove-suggests"
    echo 'Acquire::GzipIndexes "true";' >"$settings/etc/apt/apt.conf.d/docker-gzip-indexes"
    echo 'Acquire::Languages "none";' >"$settings/etc/apt/apt.conf.d/docker-no-languages"
    cat >"$settings/etc/dpkg/dpkg.cfg.d/docker" <<'CONF'
force-unsafe-io
path-exclude /usr/share/doc/*
path-exclude /usr/share/info/*
path-exclude /usr/share/lintian/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/man/*
path-include /usr/share/doc/*/copyright
CONF
    printf '#!/bin/sh\nexit 101\n' >"$settings/usr/sbin/policy-rc.d"
    chmod 755 "$settings/usr/sbin/policy-rc.d"
}

# ---- image ----

write_image() {
    local -r architecture=$1 folder=$2
    local created
    created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
    gzip -n -c "$folder/layer.tar" >"$folder/layer.tar.gz"
    printf '{"architecture":"%s",%s"config":%s,"created":"%s","history":[{"created":"%s","created_by":"%s"}],"os":"linux","rootfs":{"type":"layers","diff_ids":["%s"]}}' \
        "$architecture" "$(variant_field "$architecture")" \
        '{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],"Cmd":["bash"]}' \
        "$created" "$created" 'mmdebstrap --variant=minbase bookworm' "$(digest_of "$folder/layer.tar")" >"$folder/config.json"
    printf '{"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}' "$OCI.manifest.v1+json" \
        "$(descriptor "$OCI.config.v1+json" "$folder/config.json")" \
        "$(descriptor "$OCI.layer.v1.tar+gzip" "$folder/layer.tar.gz")" >"$folder/manifest.json"
}

# descriptor <media type> <file> [more fields]
descriptor() {
    printf '{"mediaType":"%s","digest":"%s","size":%d%s}' "$1" "$(digest_of "$2")" "$(stat -c %s "$2")" "${3:-}"
}

variant_field() {
    [[ $1 != arm64 ]] || printf '"variant":"v8",'
}

publish_base_image() {
    ! base_image_is_published || return 0
    local architecture folder manifests=()
    for architecture in "${ARCHITECTURES[@]}"; do
        folder=$BASE/$architecture
        push_blob "$BASE_REPOSITORY" "$folder/layer.tar.gz"
        push_blob "$BASE_REPOSITORY" "$folder/config.json"
        push_manifest "$BASE_REPOSITORY" "$(digest_of "$folder/manifest.json")" "$OCI.manifest.v1+json" "$folder/manifest.json"
        manifests+=("$(descriptor "$OCI.manifest.v1+json" "$folder/manifest.json" \
            ",\"platform\":{\"architecture\":\"$architecture\",$(variant_field "$architecture")\"os\":\"linux\"}")")
    done
    (
        IFS=,
        printf '{"schemaVersion":2,"mediaType":"%s","manifests":[%s]}' "$OCI.index.v1+json" "${manifests[*]}"
    ) >"$BASE/index.json"
    push_manifest "$BASE_REPOSITORY" "$BASE_TAG" "$OCI.index.v1+json" "$BASE/index.json"
    digest_of "$BASE/index.json" >"$BASE/digest"
}

# A changed recipe is another folder, so that what an older one built is not taken for its result.
RECIPE=$(declare -f bootstrap slim_down write_settings write_image | sha256sum | cut -c 1-12)
readonly BASE=$STATE/base/$RECIPE
