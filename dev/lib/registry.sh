# shellcheck shell=bash
# The registry (Distribution) on the loopback: Docker Hub's mirror for our engines, and where they push to.

readonly REGISTRY=$STATE/registry
readonly REGISTRY_URL=http://127.0.0.1:$REGISTRY_PORT

registry_is_up() {
    is_alive "$REGISTRY/pid" "$REGISTRY/config.yml" && grep -qF "127.0.0.1:$REGISTRY_PORT" "$REGISTRY/config.yml" && registry_answers
}

registry_answers() {
    registry_curl --output /dev/null "$REGISTRY_URL/v2/" 2>/dev/null
}

registry_curl() {
    curl --noproxy '*' --fail --silent --show-error --max-time 60 "$@"
}

start_registry() {
    ! registry_is_up || return 0
    stop_registry
    check_port
    mkdir -p "$REGISTRY/data"
    cat >"$REGISTRY/config.yml" <<YML
version: 0.1
log:
  level: warn
storage:
  filesystem:
    rootdirectory: $REGISTRY/data
  delete:
    enabled: true
http:
  addr: 127.0.0.1:$REGISTRY_PORT
YML
    start_daemon "$REGISTRY/pid" "$REGISTRY/log" "$TOOLS/usr/bin/docker-registry" serve "$REGISTRY/config.yml"
    await 10 registry_is_up || die "the registry does not start; its log: $REGISTRY/log"
}

stop_registry() {
    stop_daemon "$REGISTRY/pid" "$REGISTRY/config.yml"
}

check_port() {
    ! (exec 3<>"/dev/tcp/127.0.0.1/$REGISTRY_PORT") 2>/dev/null || registry_is_up ||
        die "port $REGISTRY_PORT is taken by another program; choose another by JBUILD_DEV_REGISTRY_PORT"
}

# manifest_digest <repository> <tag>: nothing when there is none.
manifest_digest() {
    registry_curl --head --header 'Accept: application/vnd.oci.image.index.v1+json' "$REGISTRY_URL/v2/$1/manifests/$2" 2>/dev/null |
        tr -d '\r' | sed -n 's/^docker-content-digest: //Ip'
}

push_blob() {
    local -r repository=$1 file=$2
    local digest upload
    digest=$(digest_of "$file")
    ! registry_curl --head --output /dev/null "$REGISTRY_URL/v2/$repository/blobs/$digest" 2>/dev/null || return 0
    upload=$(registry_curl --request POST --dump-header - --output /dev/null "$REGISTRY_URL/v2/$repository/blobs/uploads/" |
        tr -d '\r' | sed -n 's/^location: //Ip')
    registry_curl --upload-file "$file" --header 'Content-Type: application/octet-stream' "$upload&digest=$digest"
}

# push_manifest <repository> <reference> <media type> <file>
push_manifest() {
    registry_curl --upload-file "$4" --header "Content-Type: $3" "$REGISTRY_URL/v2/$1/manifests/$2"
}

digest_of() {
    local sum
    sum=$(sha256sum <"$1")
    echo "sha256:${sum%% *}"
}
