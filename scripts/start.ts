// Builds and runs examples/hello/server.ts, calls it once, shows the answer with the image's size and the time it took
// to start, and goes on serving until Ctrl-C.

import { statSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import colors from 'picocolors';
import { compileEntry } from '../src/cli/compile-entry.ts';
import { CommandError } from '../src/cli/exit-codes.ts';
import { cachedImage } from '../src/cli/paths.ts';
import { processMonitor } from '../src/monitor/process/process-monitor.ts';

const PORT = 8080;
const example = 'examples/hello/server.ts';

try {
  await start();
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  if (error.message !== '') console.error(error.message);
  process.exitCode = error.status;
}

async function start(): Promise<void> {
  const entry = path.resolve(example);
  const building = performance.now();
  const { image } = await compileEntry({ entry, output: cachedImage(entry), optimize: 2 });
  console.log(`built ${example} in ${((performance.now() - building) / 1000).toFixed(1)} s`);

  const begin = performance.now();
  const guest = processMonitor.start({
    image,
    arguments: [],
    environment: [],
    memory: undefined,
    ports: [],
    output: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => guest.stop());
  }
  const ended = guest.ended;
  const answer = await Promise.race([firstAnswer(), ended.then(() => null)]);
  if (answer === null) {
    console.error('the program ended before it answered');
  } else {
    const millis = (performance.now() - begin).toFixed(1);
    const size = (statSync(image).size / 1024).toFixed(0);
    console.log(
      `\n  ${colors.cyan(`http://localhost:${PORT}`)} answered ${colors.green(JSON.stringify(answer))}`,
    );
    console.log(
      `  image ${colors.bold(`${size} KiB`)}, start to first answer ${colors.bold(`${millis} ms`)}`,
    );
    console.log(`  serving; Ctrl-C stops it\n`);
  }
  process.exitCode = (await ended).status;
}

/** Asks until the program listens. */
async function firstAnswer(): Promise<string> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function ask(): Promise<string | null> {
  return new Promise((resolve) => {
    const request = get({ port: PORT, host: '127.0.0.1', agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.once('end', () => resolve(body));
    });
    request.once('error', () => resolve(null));
  });
}
