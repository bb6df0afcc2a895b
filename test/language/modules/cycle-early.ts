// Runs before cycle-entry.ts and cycle-leaf.ts, which it sees by way of the entry.
import LeafAgain, { assign, x, run, throughEntry, viaEntry, makeLeaf, callLeaf, callArrow, arrow as renamedArrow, leaves, renamed as local } from './cycle-entry.ts';
import * as entry from './cycle-entry.ts';
import { attempt } from '../support/attempt.ts';
export function early(): string {
  return 'early ' + x;
}
attempt('x', () => x);
attempt('typeof', () => typeof x);
attempt('renamed', () => local);
attempt('own function', () => early());
attempt('function of the entry', () => run());
attempt('assignment there', () => assign());
attempt('through the entry', () => throughEntry());
attempt('re-export', () => viaEntry);
attempt('re-exported default', () => new LeafAgain());
attempt('class', () => makeLeaf());
attempt('hoisted function', () => callLeaf());
attempt('arrow', () => callArrow());
attempt('re-exported arrow', () => renamedArrow(2));
attempt('member of a namespace', () => entry.x);
attempt('member of a namespace in a namespace', () => entry.leaves.leafValue);
attempt('re-exported namespace', () => leaves.leafValue);
attempt('own keys', () => Reflect.ownKeys(entry).length);
attempt('in', () => 'x' in entry);
for (const name of ['x', 'default', 'run', 'renamed']) attempt('computed ' + name, () => typeof (entry as any)[name]);
attempt('keys', () => Object.keys(entry));
attempt('for-in', () => {
  for (const key in entry) return key;
  return 'none';
});
attempt('hasOwn', () => Object.hasOwn(entry, 'x'));
attempt('hasOwn of none', () => Object.hasOwn(entry, 'none'));
attempt('descriptor', () => Object.getOwnPropertyDescriptor(entry, 'renamed'));
attempt('spread', () => ({ ...entry }));
attempt('entries', () => Object.entries(entry));
attempt('define', () => Reflect.defineProperty(entry, 'x', { value: 1 }));
attempt('isSealed', () => Object.isSealed(entry));
attempt('freeze', () => Object.freeze(entry));
attempt('delete', () => Reflect.deleteProperty(entry, 'x'));
attempt('write', () => {
  (entry as any).x = 1;
});
