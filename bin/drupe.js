#!/usr/bin/env node
// Starts the command line from dist/cli.js; in a checkout, bundles it anew first when a source file is newer.

import { existsSync } from 'node:fs';

const bundle = new URL('../dist/cli.js', import.meta.url);
const bundler = new URL('../scripts/bundle-cli.mjs', import.meta.url);
if (existsSync(bundler)) {
  const { bundleCli } = await import(bundler.href);
  await bundleCli();
}
const { main } = await import(bundle.href);
await main(process.argv.slice(2));
