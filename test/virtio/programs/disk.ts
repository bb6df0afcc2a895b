// Reads what the host has put on the disk, writes, and reads again; more requests than the queue holds.

import type { BlockDevice, BlockError } from '../../../src/library/interfaces/block-device.ts';
import { openBlockDevice } from '../../../src/library/system/pc-devices.ts';

const REQUESTS = 200;
const FIRST_WRITTEN = 64;
const SECTORS_EACH = 4;

export async function useDisk(): Promise<void> {
  const disk = openBlockDevice();
  if (disk === null) throw new Error('There is no disk');
  console.log(disk.sectorCount, disk.isReadOnly);
  const bytes = new Uint8Array(1024);
  await done((answer) => disk.read(2, bytes, answer));
  console.log(String.fromCharCode(...bytes.subarray(0, 16)), bytes[1023]);
  if (disk.isReadOnly) {
    console.log(await outcome((answer) => disk.write(2, bytes, answer)));
    return;
  }
  await writeMany(disk);
  await done((answer) => disk.flush(answer));
  const all = new Uint8Array(REQUESTS * SECTORS_EACH * 512);
  await done((answer) => disk.read(FIRST_WRITTEN, all, answer));
  let wrong = 0;
  for (let i = 0; i < all.length; i++) if (all[i] !== patternAt(i)) wrong++;
  console.log(`${wrong} wrong bytes`);
  try {
    disk.read(disk.sectorCount, bytes, () => {});
  } catch (error) {
    console.log((error as Error).message);
  }
}

function patternAt(index: number): number {
  return (index * 31 + (index >> 9)) & 255;
}

function outcome(
  start: (answer: (error: BlockError | null) => void) => boolean,
): Promise<BlockError | null> {
  return new Promise((resolve) => {
    if (!start(resolve)) throw new Error('The queue is full');
  });
}

async function done(start: (answer: (error: BlockError | null) => void) => boolean): Promise<void> {
  const error = await outcome(start);
  if (error !== null) throw new Error(`The disk ${error}`);
}

/** All requests at once; those that find no room follow. */
function writeMany(disk: BlockDevice): Promise<void> {
  return new Promise((resolve) => {
    let next = 0;
    let finished = 0;
    let refusals = 0;
    const fill = (): void => {
      while (next < REQUESTS) {
        const part = new Uint8Array(SECTORS_EACH * 512);
        const first = next * part.length;
        for (let i = 0; i < part.length; i++) part[i] = patternAt(first + i);
        const accepted = disk.write(FIRST_WRITTEN + next * SECTORS_EACH, part, (error) => {
          if (error !== null) console.log(error);
          finished++;
          if (finished < REQUESTS) return;
          console.log(`written, ${refusals > 0 ? 'some' : 'none'} had to wait`);
          resolve();
        });
        if (!accepted) {
          refusals++;
          return;
        }
        next++;
      }
    };
    disk.onRoom = fill;
    fill();
  });
}
