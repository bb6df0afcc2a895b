// A look ahead over a whole pattern: how many capture groups it has and whether one is named. Layer: ecma.
// The parser must know both before it meets \1 or \k, which may precede their groups.

import { charCodeAtIndex, stringLength } from '../../runtime/strings.ts';

export interface GroupScan {
  groups: number;
  named: boolean;
}

export function scanGroups(source: string): GroupScan {
  const length = stringLength(source);
  let groups = 0;
  let named = false;
  let inClass = false;
  for (let i = 0; i < length; i++) {
    const unit = charCodeAtIndex(source, i);
    if (unit === 0x5c) i++;
    else if (unit === 0x5b) inClass = true;
    else if (unit === 0x5d) inClass = false;
    else if (unit === 0x28 && !inClass) {
      if (i + 1 >= length || charCodeAtIndex(source, i + 1) !== 0x3f) {
        groups++;
      } else if (i + 3 < length && charCodeAtIndex(source, i + 2) === 0x3c) {
        const next = charCodeAtIndex(source, i + 3);
        if (next !== 0x3d && next !== 0x21) {
          groups++;
          named = true;
        }
      }
    }
  }
  return { groups, named };
}
