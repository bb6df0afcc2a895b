// Process target: wires the host's sockets, clock and console to the library and runs the program. Layer: system.
// `main` is what the compiled image calls (docs/internals.md §6); it does not return.

import { HostPoller } from '../driver/process/host-poller.ts';
import { environmentCount, argumentsCount } from '../driver/process/command-line.ts';
import { argumentText, environmentText, programPathText } from '../driver/process/host-text.ts';
import { platformExit } from '../driver/process/console.ts';
import { hostProcessId } from '../driver/process/process-id.ts';
import { StreamTransport } from '../driver/process/stream-transport.ts';
import { standardInput } from '../driver/process/standard-input.ts';
import { runJobs } from '../ecma/promise/jobs.ts';
import { setHost, type Host } from '../interfaces/host.ts';
import { setEventLoop } from '../interfaces/timer.ts';
import { setTransport } from '../interfaces/transport.ts';
import { Loop } from './loop.ts';
import { reportUncaught, runProgram, type Serve } from './program.ts';

export function main(evaluate: () => unknown, serve: Serve | undefined): void {
  const poller = new HostPoller();
  const loop = new Loop(poller, runJobs, reportUncaught);
  poller.onStop = (): void => loop.shutDown();
  setEventLoop(loop);
  setTransport(new StreamTransport());
  setHost(readHost());
  runProgram(loop, evaluate, serve);
}

function readHost(): Host {
  const words: string[] = [];
  for (let i = 0; i < argumentsCount(); i++) words.push(argumentText(i));
  const environment: string[] = [];
  for (let i = 0; i < environmentCount(); i++) environment.push(environmentText(i));
  return {
    target: 'process',
    imagePath: programPathText(),
    arguments: words,
    environment,
    processId: hostProcessId(),
    exit: (status: number): never => platformExit(status),
    input: standardInput,
  };
}
