// Control channel: the monitor's end of the image's control line (library/driver/pc/control-line.ts). Layer: monitor.
// The image says 'R' when it listens to us, 'L' and 'C' with a TCP port that it opens and closes, and 'S' with its status before
// it ends; we say signals' numbers, and how many bytes of input there are. What we say before 'R' waits for it.

import type { Duplex } from 'node:stream';

const READY = 0x52;
const STATUS = 0x53;
const LISTENING = 0x4c;
const CLOSED = 0x43;
/** Bytes that follow a message's first. */
const FOLLOWING = new Map([
  [STATUS, 1],
  [LISTENING, 2],
  [CLOSED, 2],
]);
const INPUT_LENGTH = 0x80;

export class ControlChannel {
  readonly #stream: Duplex;
  #waiting: Buffer[] | null = [];
  /** The message so far, whose end has not arrived. */
  #message: number[] = [];
  /** What the image said; undefined before. */
  status: number | undefined;
  /** Called once. */
  onReady: () => void = () => {};
  /** A TCP port of the guest was opened or closed. */
  onPort: (port: number, isOpen: boolean) => void = () => {};

  constructor(stream: Duplex) {
    this.#stream = stream;
    stream.on('data', (bytes: Buffer) => bytes.forEach((byte) => this.#take(byte)));
    // The machine is gone: its end says why.
    stream.on('error', () => {});
  }

  get isReady(): boolean {
    return this.#waiting === null;
  }

  sendSignal(number: number): void {
    this.#send(Buffer.from([number]));
  }

  /** All bytes of standard input that there are, once they are known. */
  sendInputLength(length: number): void {
    const message = Buffer.alloc(7);
    message[0] = INPUT_LENGTH;
    message.writeUIntLE(length, 1, 6);
    this.#send(message);
  }

  #send(message: Buffer): void {
    if (this.#waiting) this.#waiting.push(message);
    else this.#stream.write(message);
  }

  #take(byte: number): void {
    this.#message.push(byte);
    const [kind, low, high] = this.#message;
    if (this.#message.length <= (FOLLOWING.get(kind!) ?? 0)) return;
    this.#message = [];
    if (kind === STATUS) this.status = low;
    else if (kind === LISTENING || kind === CLOSED)
      this.onPort(low! + high! * 256, kind === LISTENING);
    else if (kind === READY) this.#startSending();
  }

  #startSending(): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    this.#waiting = null;
    for (const message of waiting) this.#stream.write(message);
    this.onReady();
  }
}
