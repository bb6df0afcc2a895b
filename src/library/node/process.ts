// Process: node:process and the global `process`. Layer: node. What the host knows comes from interfaces/host.ts; the
// events of the program's end are the hooks there. The version is that of the Node whose behaviour the library has.

import { enqueueTick } from '../ecma/promise/jobs.ts';
import { currentHost, programHooks, whenHostKnown } from '../interfaces/host.ts';
import { currentLoop } from '../interfaces/timer.ts';
import { heapUsed } from '../runtime/heap-space.ts';
import { consoleStreams } from '../web/console-streams.ts';
import { emitWarningObject, warningState } from '../web/warnings.ts';
import { argumentTypeError, validateFunction, validateInteger } from './errors.ts';
import { EventEmitter } from './events.ts';
import { currentDirectory } from './process/directory.ts';
import { ProcessInput } from './process/input.ts';
import { ProcessOutput } from './process/output.ts';

const NODE_VERSION = '20.20.2';
/** Number by name; one that no target has is never delivered. */
function signalNumber(name: any): number {
  if (name === 'SIGHUP') return 1;
  if (name === 'SIGINT') return 2;
  if (name === 'SIGUSR2') return 12;
  return name === 'SIGTERM' ? 15 : 0;
}

/** process.hrtime([seconds, nanoseconds]); its bigint form waits for BigInt in the compiler. */
function hrtime(previous?: any): [number, number] {
  const nanos = currentLoop().nowMillis() * 1e6;
  const seconds = Math.floor(nanos / 1e9);
  const rest = Math.floor(nanos % 1e9);
  if (previous === undefined) return [seconds, rest];
  if (!Array.isArray(previous)) throw argumentTypeError('time', 'Array', previous);
  const differenceSeconds = seconds - previous[0];
  const difference = rest - previous[1];
  return difference < 0
    ? [differenceSeconds - 1, difference + 1e9]
    : [differenceSeconds, difference];
}

function memoryUsage(): any {
  const used = heapUsed();
  return { rss: used, heapTotal: used, heapUsed: used, external: 0, arrayBuffers: 0 };
}

memoryUsage.rss = function rss(): number {
  return heapUsed();
};

export class Process extends (EventEmitter as any) {
  #argv: string[] | undefined = undefined;
  #env: any = undefined;
  #stdout: ProcessOutput | undefined = undefined;
  #stderr: ProcessOutput | undefined = undefined;
  #stdin: ProcessInput | undefined = undefined;
  #exiting = false;

  readonly title: string = 'drupe';
  readonly version: string = 'v' + NODE_VERSION;
  readonly versions: any = { node: NODE_VERSION, modules: '115' };
  readonly arch: string = 'x64';
  readonly platform: string = 'linux';
  readonly release: any = { name: 'node', lts: 'Iron' };
  readonly execArgv: string[] = [];
  readonly features: any = { inspector: false, debug: false, ipv6: true, tls: false };
  readonly config: any = { target_defaults: {}, variables: {} };
  readonly hrtime = hrtime;
  readonly memoryUsage = memoryUsage;

  get argv(): string[] {
    if (this.#argv === undefined) {
      const host = currentHost();
      this.#argv = [host.imagePath, host.imagePath, ...host.arguments];
    }
    return this.#argv;
  }

  set argv(value: string[]) {
    this.#argv = value;
  }

  get argv0(): string {
    return currentHost().imagePath;
  }

  get execPath(): string {
    return currentHost().imagePath;
  }

  get env(): any {
    if (this.#env === undefined) this.#env = readEnvironment(currentHost().environment);
    return this.#env;
  }

  set env(value: any) {
    this.#env = value;
  }

  get pid(): number {
    return currentHost().processId;
  }

  get ppid(): number {
    return 0;
  }

  get stdout(): ProcessOutput {
    if (this.#stdout === undefined) {
      this.#stdout = new ProcessOutput(1);
      consoleStreams.output = this.#stdout;
    }
    return this.#stdout;
  }

  get stderr(): ProcessOutput {
    if (this.#stderr === undefined) {
      this.#stderr = new ProcessOutput(2);
      consoleStreams.errors = this.#stderr;
    }
    return this.#stderr;
  }

  get stdin(): ProcessInput {
    if (this.#stdin === undefined) this.#stdin = new ProcessInput(currentHost().input);
    return this.#stdin;
  }

  get exitCode(): any {
    return programHooks.exitCode;
  }

  set exitCode(value: any) {
    if (value === undefined || value === null) {
      programHooks.exitCode = undefined;
      return;
    }
    const code =
      typeof value === 'string' && Number.isInteger(+value) && value !== '' ? +value : value;
    validateInteger(code, 'code');
    programHooks.exitCode = code;
  }

  exit(code?: any): never {
    if (code !== undefined) this.exitCode = code;
    const status = programHooks.exitCode ?? 0;
    this.emitExit(status);
    return currentHost().exit(programHooks.exitCode ?? 0);
  }

  /** Ends the image without 'exit' listeners. */
  reallyExit(code?: any): never {
    return currentHost().exit(code ?? 0);
  }

  abort(): never {
    return currentHost().exit(134);
  }

  /** For the hook: listeners of 'exit' run once, whoever ends the program. */
  emitExit(status: number): void {
    if (this.#exiting) return;
    this.#exiting = true;
    if (programHooks.exitCode === undefined) programHooks.exitCode = status;
    this.emit('exit', status);
  }

  nextTick(callback?: any, ...args: any[]): void {
    validateFunction(callback, 'callback');
    if (this.#exiting) return;
    enqueueTick(callback, ...args);
  }

  uptime(): number {
    return currentLoop().nowMillis() / 1000;
  }

  cpuUsage(): { user: number; system: number } {
    return { user: Math.floor(currentLoop().nowMillis() * 1000), system: 0 };
  }

  cwd(): string {
    return currentDirectory();
  }

  umask(): number {
    return 18;
  }

  getuid(): number {
    return 0;
  }

  getgid(): number {
    return 0;
  }

  /** Only the image itself can be reached; its own listeners run. */
  kill(pid?: any, signal: any = 'SIGTERM'): boolean {
    if (pid !== this.pid) {
      const error: any = new Error('kill ESRCH');
      error.errno = -3;
      error.code = 'ESRCH';
      error.syscall = 'kill';
      throw error;
    }
    if (signal === 0) return true;
    if (!this.emit(signal, signal, signalNumber(signal))) {
      currentHost().exit(128 + signalNumber(signal));
    }
    return true;
  }

  emitWarning(warning?: any, typeOrOptions?: any, code?: any): void {
    let type = typeOrOptions;
    let warningCode = code;
    let detail: any;
    if (type !== null && typeof type === 'object') {
      warningCode = type.code;
      detail = type.detail;
      type = type.type;
    } else if (typeof type === 'function') type = undefined;
    let object: any = warning;
    if (typeof warning === 'string') {
      object = new Error(warning);
      object.name = type || 'Warning';
      if (warningCode !== undefined) object.code = warningCode;
      if (detail !== undefined) object.detail = detail;
    } else if (!(warning instanceof Error)) {
      throw argumentTypeError('warning', ['string', 'Error'], warning);
    }
    emitWarningObject(object);
  }

  get [Symbol.toStringTag](): string {
    return 'process';
  }
}

/** NAME=VALUE texts as an object; a later one wins. */
function readEnvironment(texts: readonly string[]): any {
  const environment: any = {};
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    const equals = text.indexOf('=');
    if (equals > 0) environment[text.slice(0, equals)] = text.slice(equals + 1);
  }
  return environment;
}

/** @global */
export const process: any = new Process();

programHooks.beforeExit = (status) => process.emit('beforeExit', status);
programHooks.exit = (status) => process.emitExit(status);
programHooks.uncaught = (error, origin) => {
  if (process.listenerCount('uncaughtExceptionMonitor') > 0) {
    process.emit('uncaughtExceptionMonitor', error, origin);
  }
  return process.emit('uncaughtException', error, origin);
};
programHooks.unhandledRejection = (reason, promise) =>
  process.emit('unhandledRejection', reason, promise);
warningState.listener = (warning) => process.emit('warning', warning);

/** The first listener for a signal replaces what the host would do; the last one gone gives it back. */
process.on('newListener', (type: any) => {
  if (!isSignal(type) || process.listenerCount(type) > 0) return;
  currentLoop().onSignal(type, (name) => process.emit(name, name, signalNumber(name)));
});
process.on('removeListener', (type: any) => {
  if (isSignal(type) && process.listenerCount(type) === 0) currentLoop().onSignal(type, undefined);
});

function isSignal(type: any): boolean {
  return signalNumber(type) !== 0;
}

export let argv: string[];
export let argv0: string;
export let env: any;
export let execPath: string;
export let pid: number;
export let stderr: ProcessOutput;
export let stdin: ProcessInput;
export let stdout: ProcessOutput;
whenHostKnown(() => {
  argv = process.argv;
  argv0 = process.argv0;
  env = process.env;
  execPath = process.execPath;
  pid = process.pid;
  stderr = process.stderr;
  stdin = process.stdin;
  stdout = process.stdout;
});

export const arch: string = process.arch;
export const config: any = process.config;
export const execArgv: string[] = process.execArgv;
export const features: any = process.features;
export const platform: string = process.platform;
export const ppid = 0;
export const release: any = process.release;
export const title: string = process.title;
export const version: string = process.version;
export const versions: any = process.versions;
export { hrtime, memoryUsage };

export function abort(): never {
  return process.abort() as never;
}

export function cpuUsage(): any {
  return process.cpuUsage();
}

export function cwd(): string {
  return currentDirectory();
}

export function emitWarning(warning: any, ...rest: any[]): void {
  process.emitWarning(warning, ...rest);
}

export function exit(code?: any): never {
  return process.exit(code) as never;
}

export function kill(target: any, signal?: any): boolean {
  return process.kill(target, signal);
}

export function nextTick(callback: any, ...args: any[]): void {
  process.nextTick(callback, ...args);
}

export function umask(): number {
  return process.umask();
}

export function uptime(): number {
  return process.uptime();
}

export function getuid(): number {
  return 0;
}

export function getgid(): number {
  return 0;
}

export function on(type: any, listener: any): any {
  return process.on(type, listener);
}

export function once(type: any, listener: any): any {
  return process.once(type, listener);
}

export function off(type: any, listener: any): any {
  return process.off(type, listener);
}

export function addListener(type: any, listener: any): any {
  return process.on(type, listener);
}

export function removeListener(type: any, listener: any): any {
  return process.off(type, listener);
}

export function emit(type: any, ...args: any[]): boolean {
  return process.emit(type, ...args);
}

export function listenerCount(type: any): number {
  return process.listenerCount(type);
}

export default process;
