// Names in C: readable, and different for different names. Layer: compiler, lower.

/** Letters and digits stay; every other character becomes `_` with its code when it is no separator. */
export function mangle(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, (character) => {
    if (character === '/' || character === '-' || character === '.' || character === '_')
      return '_';
    return `_${character.codePointAt(0)!.toString(16)}`;
  });
}
