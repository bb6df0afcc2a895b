// TIME-WAIT list: connections in TIME-WAIT, the oldest first, so that a bound can be kept. Layer: net/tcp.

import type { TcpConnection } from './connection.ts';

export class TimeWaitList {
  size = 0;
  #oldest: TcpConnection | null = null;
  #newest: TcpConnection | null = null;

  get oldest(): TcpConnection | null {
    return this.#oldest;
  }

  add(connection: TcpConnection): void {
    connection.previousTimeWait = this.#newest;
    if (this.#newest === null) this.#oldest = connection;
    else this.#newest.nextTimeWait = connection;
    this.#newest = connection;
    this.size++;
  }

  remove(connection: TcpConnection): void {
    const previous = connection.previousTimeWait;
    const next = connection.nextTimeWait;
    if (previous === null) this.#oldest = next;
    else previous.nextTimeWait = next;
    if (next === null) this.#newest = previous;
    else next.previousTimeWait = previous;
    connection.previousTimeWait = null;
    connection.nextTimeWait = null;
    this.size--;
  }
}
