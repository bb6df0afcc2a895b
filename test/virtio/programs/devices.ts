// Does what its first argument names, with the machine's virtio devices.

import { converse } from './conversation.ts';
import { useDisk } from './disk.ts';
import { giveAndTakeMemory } from './memory.ts';
import { askForAddress, echoFrames } from './network.ts';

const what = process.argv[2];
if (what === 'arp') askForAddress();
else if (what === 'echo') echoFrames();
else if (what === 'converse') converse();
else if (what === 'disk') useDisk();
else if (what === 'memory') giveAndTakeMemory();
else if (what === 'random') console.log(randomText());
else console.log(`What is ${what}?`);

function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += bytes[i]!.toString(16).padStart(2, '0');
  return text;
}
