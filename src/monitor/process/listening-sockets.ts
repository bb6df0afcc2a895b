// Listening sockets of a process, as Linux shows them under /proc. Layer: monitor.
// A guest that locked itself down hides its descriptors from other users than root; then a socket counts as the guest's
// when it belongs to our user and was not there before the guest started.

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface ListeningSocket {
  readonly host: string;
  readonly port: number;
}

interface TableRow extends ListeningSocket {
  readonly user: number;
  readonly inode: string;
}

const STATE_LISTEN = '0A';

export class ListeningSockets {
  readonly #before = new Set(readTables().map(({ inode }) => inode));

  of(processId: number): ListeningSocket[] {
    const rows = readTables().filter(({ inode }) => !this.#before.has(inode));
    if (rows.length === 0) return [];
    const inodes = socketInodes(processId);
    const user = process.getuid?.() ?? -1;
    return rows.filter((row) => (inodes ? inodes.has(row.inode) : row.user === user));
  }
}

function readTables(): TableRow[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => {
    try {
      return readFileSync(table, 'utf8').split('\n').slice(1).flatMap(readRow);
    } catch {
      return [];
    }
  });
}

/** proc(5): sl, local_address, rem_address, st, queues, tr, retrnsmt, uid, timeout, inode. */
export function readRow(line: string): TableRow[] {
  const fields = line.trim().split(/\s+/);
  const [address = '', port = ''] = (fields[1] ?? '').split(':');
  if (fields[3] !== STATE_LISTEN) return [];
  return [
    {
      host: hostText(address),
      port: parseInt(port, 16),
      user: Number(fields[7]),
      inode: fields[9] ?? '',
    },
  ];
}

/** Addresses stand in the machine's byte order, in groups of four bytes. */
function hostText(hexadecimal: string): string {
  if (/^0+$/.test(hexadecimal)) return 'localhost';
  const bytes = (hexadecimal.match(/.{8}/g) ?? []).flatMap((group) =>
    (group.match(/../g) ?? []).reverse().map((byte) => parseInt(byte, 16)),
  );
  if (bytes.length === 4) return bytes[0] === 127 ? 'localhost' : bytes.join('.');
  if (bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1) return 'localhost';
  const words = bytes.flatMap((byte, i) =>
    i % 2 ? [] : [(byte * 256 + (bytes[i + 1] ?? 0)).toString(16)],
  );
  return `[${new URL(`http://[${words.join(':')}]`).hostname.slice(1, -1)}]`;
}

function socketInodes(processId: number): Set<string> | null {
  const folder = `/proc/${processId}/fd`;
  try {
    return new Set(
      readdirSync(folder).flatMap((name) => {
        try {
          return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${name}`))?.[1] ?? [];
        } catch {
          // Closed meanwhile.
          return [];
        }
      }),
    );
  } catch {
    return null;
  }
}
