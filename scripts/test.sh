#!/bin/sh
# `npm test`: installs what is missing, then runs every check of the repository.

set -eu
cd "$(dirname "$0")/.."
sh scripts/setup.sh with-qemu
exec node --import tsx scripts/test.ts "$@"
