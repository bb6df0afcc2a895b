// Host: what node:process and the console need to know of the target, and what the target asks of them. Layer: interfaces.
// The target's system module calls `setHost` before the program's first line. The hooks are plain slots: node/process.ts
// fills those it has use for, and a program without it pays nothing.

export interface Host {
  /** 'process', 'qemu' ...: what the image was built for. */
  readonly target: string;
  /** The path by which the image was started. */
  readonly imagePath: string;
  /** The program's own arguments, without the image's options. */
  readonly arguments: readonly string[];
  /** NAME=VALUE texts; a later one overrides. */
  readonly environment: readonly string[];
  readonly processId: number;
  /** Ends the image at once. */
  exit(status: number): never;
  /** Bytes of the standard input by callback, an empty end by `onEnd`; undefined where there is none. */
  readonly input?: HostInput;
}

export interface HostInput {
  /** `bytes` is valid only during the call. */
  start(onData: (bytes: Uint8Array, length: number) => void, onEnd: () => void): void;
  pause(): void;
  resume(): void;
}

/** The slots; all optional. */
export class ProgramHooks {
  /** process.exitCode as the loop runs dry; also what `main` exits with. */
  exitCode: number | undefined = undefined;
  /** The loop ran dry; it goes on when this added work. */
  beforeExit: ((status: number) => void) | undefined = undefined;
  /** The last thing that runs. */
  exit: ((status: number) => void) | undefined = undefined;
  /** An exception that nobody caught; true when the program dealt with it. */
  uncaught:
    ((error: unknown, origin: 'uncaughtException' | 'unhandledRejection') => boolean) | undefined =
    undefined;
  /** A promise rejected without a handler by the end of the microtasks; true when the program dealt with it. */
  unhandledRejection: ((reason: unknown, promise: unknown) => boolean) | undefined = undefined;
  /** Such a promise got a handler after that. */
  rejectionHandled: ((promise: unknown) => void) | undefined = undefined;
  /** The text of an error for the console: with its cause and properties when inspect is there. */
  describe: ((error: unknown) => string) | undefined = undefined;
}

export const programHooks = new ProgramHooks();

let installed: Host | undefined;

let waiting: (() => void)[] = [];

export function setHost(host: Host): void {
  installed = host;
  const callbacks = waiting;
  waiting = [];
  for (let i = 0; i < callbacks.length; i++) callbacks[i]!();
}

/** Runs `callback` as soon as the host is known: now, or in setHost for a module that is evaluated before. */
export function whenHostKnown(callback: () => void): void {
  if (installed === undefined) waiting.push(callback);
  else callback();
}

export function currentHost(): Host {
  if (installed === undefined) throw new Error('The host is not known yet');
  return installed;
}
