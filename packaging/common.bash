# SPDX-License-Identifier: GPL-3.0-or-later
# What packaging/run and packaging/test share. Sourced by bash, with `root` set to the checkout.
# shellcheck shell=bash

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# packages_of GROUP...: names from packaging/packages
packages_of() {
    local group
    for group in "$@"; do
        awk -v group="[$group]" '/^\[/ { inside = $1 == group; next } inside && NF && $1 !~ /^#/ { print $1 }' \
            "${root:?}/packaging/packages"
    done
}

# missing_of GROUP...: those that Debian's package database does not list as installed
missing_of() {
    local name
    while read -r name; do
        if [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" != installed ]; then
            printf '%s\n' "$name"
        fi
    done < <(packages_of "$@")
}

# install_missing GROUP...: asks apt only when something is missing, and says what it installs
install_missing() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "this is not a Debian system: install what packaging/packages lists by hand; going on"
        return
    fi
    local missing=() as_root=()
    mapfile -t missing < <(missing_of "$@")
    if [ ${#missing[@]} -eq 0 ]; then
        return
    fi
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            fail "not root and no sudo. As root: apt-get install --no-install-recommends ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing from Debian${as_root[0]:+ through sudo}: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq || fail "apt-get update failed"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        -o DPkg::Lock::Timeout=300 --no-install-recommends "${missing[@]}" >&2 || fail "apt-get could not install the packages above"
}

# build PRESET [TARGET...]: configures and builds into build/PRESET
build() {
    local preset=$1
    shift
    say "building preset $preset into build/$preset"
    (
        cd "${root:?}"
        cmake --preset "$preset" >&2 &&
            cmake --build --preset "$preset" ${1:+--target "$@"} >&2
    ) || fail "the build failed"
}
