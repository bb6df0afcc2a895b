#!/bin/sh
# `npm start`: installs what is missing, builds and runs examples/hello/server.ts, shows one answer, and goes on serving.

set -eu
cd "$(dirname "$0")/.."
sh scripts/setup.sh
exec node --import tsx scripts/start.ts
