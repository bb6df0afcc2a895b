'use machine';
// Client: whether the lock-down leaves the program `connect` for streams and for datagrams. Layer: driver.

import { programUsesClient, programUsesDatagrams } from '../../interfaces/platform.ts';

export function clientIsAllowed(): boolean {
  return programUsesClient();
}

export function datagramsAreAllowed(): boolean {
  return programUsesDatagrams();
}
