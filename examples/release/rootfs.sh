#!/bin/sh
# rootfs FROM TO RELEASE: copies the libraries that the programs and libraries of a release need, out of one root folder
# into another. Nothing of it runs, so that they may be of any platform.
set -eu
from=$1 to=$2 release=$3

libraries_of() {
    patchelf --print-needed "$1" 2>/dev/null || true # Not every file of that name is a program.
}

take() {
    found=$(cd "$from" && find lib usr/lib -name "$1" | head -n 1)
    [ -n "$found" ] || {
        echo "rootfs: no package has $1" >&2
        exit 1
    }
    [ ! -e "$to/$found" ] || return 0
    mkdir -p "$to/${found%/*}"
    cp -L "$from/$found" "$to/$found"
    for library in $(libraries_of "$from/$found"); do
        take "$library"
    done
}

# The program that loads the others has a fixed place.
link_loader() {
    loader=$(patchelf --print-interpreter "$1" 2>/dev/null) || return 0
    take "${loader##*/}"
    [ -e "$to$loader" ] || [ -L "$to$loader" ] || {
        mkdir -p "$to${loader%/*}"
        ln -s "/$found" "$to$loader"
    }
}

mkdir -p "$to/bin"
find "$release" -type f \( -name '*.so' -o -path '*/erts-*/bin/*' \) >/tmp/programs
while read -r program; do
    link_loader "$program"
    for library in $(libraries_of "$program"); do
        take "$library"
    done
done </tmp/programs
