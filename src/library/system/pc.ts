// Machine targets (qemu): wires the machine's interrupts, clock and console to the library and runs the program. Layer: system.
// `main` is what the compiled image calls (docs/internals.md §6); it does not return.

import { argumentsCount, environmentCount } from '../driver/pc/command-line.ts';
import { argumentText, environmentText } from '../driver/pc/image-texts.ts';
import { PcPoller } from '../driver/pc/pc-poller.ts';
import { platformExit } from '../driver/pc/power.ts';
import { ConsoleInput } from '../driver/pc/standard-input.ts';
import { runJobs } from '../ecma/promise/jobs.ts';
import { setHost, type Host } from '../interfaces/host.ts';
import { setEventLoop } from '../interfaces/timer.ts';
import { Loop } from './loop.ts';
import { openBalloon } from './pc-devices.ts';
import { startNetwork } from './pc-network.ts';
import { reportUncaught, runProgram, type Serve } from './program.ts';

export function main(evaluate: () => unknown, serve: Serve | undefined): void {
  const poller = new PcPoller();
  const loop = new Loop(poller, runJobs, reportUncaught);
  const input = new ConsoleInput();
  poller.onStop = (): void => loop.shutDown();
  poller.onInputLength = (length): void => input.setLength(length);
  setEventLoop(loop);
  startNetwork(poller);
  setHost(readHost(poller, input));
  openBalloon();
  runProgram(loop, evaluate, serve);
}

function readHost(poller: PcPoller, input: ConsoleInput): Host {
  const words: string[] = [];
  for (let i = 0; i < argumentsCount(); i++) words.push(argumentText(i));
  const environment: string[] = [];
  for (let i = 0; i < environmentCount(); i++) environment.push(environmentText(i));
  return {
    target: 'qemu',
    imagePath: '/image',
    arguments: words,
    environment,
    processId: 1,
    exit: (status: number): never => {
      poller.beforeExit();
      return platformExit(status);
    },
    input,
  };
}
