// The TypeError for a circular structure, which shows the way around the circle. Layer: ecma.

import { constructorName } from '../error/describe-value.ts';

/** Lines of the way that are shown after the first. */
const SHOWN = 2;

/** `path`: object, key, object, key ... from where the circle starts to the key that closes it. */
export function circularError(path: any[]): TypeError {
  let message =
    'Converting circular structure to JSON\n    --> starting at object with constructor ' +
    quotedName(path[0]);
  const steps = path.length / 2 - 1;
  for (let i = 0; i < steps; i++) {
    if (i >= SHOWN && i < steps - 1) {
      if (i === SHOWN) message += '\n    |     ...';
      continue;
    }
    message +=
      '\n    |     ' +
      keyText(path[2 * i + 1]) +
      ' -> object with constructor ' +
      quotedName(path[2 * i + 2]);
  }
  return new TypeError(
    message + '\n    --- ' + keyText(path[path.length - 1]) + ' closes the circle',
  );
}

function quotedName(object: any): string {
  const name = constructorName(object);
  return "'" + (name === '' ? 'Object' : name) + "'";
}

function keyText(key: any): string {
  return typeof key === 'number' ? 'index ' + key : "property '" + key + "'";
}
