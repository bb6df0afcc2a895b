// Does what its first argument names, with the machine's virtio devices.

import { askForAddress } from './network.ts';

const what = process.argv[2];
if (what === 'arp') askForAddress();
else console.log(`What is ${what}?`);
