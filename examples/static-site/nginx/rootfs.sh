#!/bin/sh
# rootfs FROM TO FILE...: copies files from one root folder into another; of programs also the libraries that they need.
set -eu
from=$1 to=$2
shift 2

take() {
    [ ! -e "$to$1" ] || return 0
    mkdir -p "$to${1%/*}"
    cp -L "$from$1" "$to$1"
    for library in $(patchelf --print-needed "$from$1" 2>/dev/null); do
        take_library "$library"
    done
}

take_library() {
    found=$(cd "$from" && find lib usr/lib -name "$1" | head -n 1)
    [ -n "$found" ] || { echo "rootfs: no package has $1" >&2; exit 1; }
    take "/$found"
}

# The program that loads the others has a fixed place.
link_loader() {
    loader=$(patchelf --print-interpreter "$from$1" 2>/dev/null) || return 0
    [ ! -e "$to$loader" ] || return 0
    mkdir -p "$to${loader%/*}"
    ln -s "/$(cd "$to" && find . -name "${loader##*/}" -printf '%P\n' | head -n 1)" "$to$loader"
}

for file; do
    take "$file"
    link_loader "$file"
done
