#!/bin/sh
# Installs what this checkout lacks: npm packages, clang and lld; `with-qemu`: QEMU too, for the tests.
# Says what it does, and does nothing when all is there.

set -eu
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$1" >&2; }

# A file that npm writes last tells whether the packages are those of the lock file.
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  say 'installing npm packages'
  npm ci --no-audit --no-fund --loglevel=error >&2
  touch node_modules/.package-lock.json
fi

newest() {
  for suffix in '' -22 -21 -20 -19 -18 -17 -16 -15 -14; do
    if command -v "$1$suffix" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

missing=''
if [ -z "${DRUPE_CLANG:-}" ] && ! newest clang; then missing="$missing clang"; fi
if [ -z "${DRUPE_LLD:-}" ] && ! newest ld.lld; then missing="$missing lld"; fi
if [ "${1:-}" = with-qemu ] && ! command -v "${DRUPE_QEMU:-qemu-system-x86_64}" >/dev/null 2>&1; then
  missing="$missing qemu-system-x86"
fi
if [ -n "$missing" ]; then
  if ! command -v apt-get >/dev/null 2>&1; then
    say "please install$missing (version 14 or later)"
    exit 3
  fi
  sudo=''
  if [ "$(id -u)" != 0 ]; then sudo='sudo'; fi
  say "installing$missing with ${sudo:+$sudo }apt-get"
  log=$(mktemp)
  # Package lists may be there already; fetch them only when the first try fails.
  install() { DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y --no-install-recommends $missing >>"$log" 2>&1; }
  if ! install && ! { $sudo apt-get update >>"$log" 2>&1 && install; }; then
    tail -20 "$log" >&2
    say "could not install$missing; see $log"
    exit 3
  fi
  rm -f "$log"
fi
