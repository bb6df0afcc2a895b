// What can be known of a pattern before it runs: its least length, its first units, whether it is tied to the start. Layer: ecma.

import { closeOverCase, fullSet, unionSets } from './character-set.ts';
import type { CharacterSet } from './character-set.ts';
import type { PatternFlags, PatternNode } from './syntax-tree.ts';

/** A lower bound of the units that a match of the node takes; 0 when it may be empty. */
export function minimumLength(node: PatternNode): number {
  switch (node.kind) {
    case 'character':
    case 'set':
      return 1;
    case 'sequence': {
      let total = 0;
      for (let i = 0; i < node.items.length; i++) total += minimumLength(node.items[i]!);
      return total;
    }
    case 'alternatives': {
      let least = Infinity;
      for (let i = 0; i < node.items.length; i++) {
        const length = minimumLength(node.items[i]!);
        if (length < least) least = length;
      }
      return least;
    }
    case 'capture':
      return minimumLength(node.body);
    case 'repeat':
      return node.min === 0 ? 0 : minimumLength(node.body);
    default:
      return 0;
  }
}

/** Every match begins with `^`. */
export function isAnchored(node: PatternNode): boolean {
  switch (node.kind) {
    case 'start':
      return true;
    case 'sequence':
      return isAnchored(node.items[0]!);
    case 'alternatives': {
      for (let i = 0; i < node.items.length; i++) if (!isAnchored(node.items[i]!)) return false;
      return true;
    }
    case 'capture':
      return isAnchored(node.body);
    default:
      return false;
  }
}

/** The units that can begin a match, or null when any can or the match may be empty. */
export function firstUnits(node: PatternNode, flags: PatternFlags): CharacterSet | null {
  if (minimumLength(node) === 0) return null;
  const points = firstPoints(node, flags);
  // A character beyond 0xFFFF begins with a high surrogate.
  const last = points[points.length - 1];
  return last !== undefined && last > 0xffff ? unionSets(points, [0xd800, 0xdbff]) : points;
}

/** The characters that can begin a match of a node; of what may be empty, those that can begin the part before the next. */
function firstPoints(node: PatternNode, flags: PatternFlags): CharacterSet {
  switch (node.kind) {
    case 'character':
      return flags.ignoreCase
        ? closeOverCase([node.point, node.point], flags.unicode)
        : [node.point, node.point];
    case 'set':
      return node.set;
    case 'sequence': {
      let set: CharacterSet = [];
      for (let i = 0; i < node.items.length; i++) {
        const item = node.items[i]!;
        if (item.kind === 'reference') return fullSet();
        set = unionSets(set, firstPoints(item, flags));
        if (minimumLength(item) > 0) break;
      }
      return set;
    }
    case 'alternatives': {
      let set: CharacterSet = [];
      for (let i = 0; i < node.items.length; i++)
        set = unionSets(set, firstPoints(node.items[i]!, flags));
      return set;
    }
    case 'capture':
    case 'repeat':
      return firstPoints(node.body, flags);
    case 'reference':
      return fullSet();
    default:
      // Assertions take nothing.
      return [];
  }
}
