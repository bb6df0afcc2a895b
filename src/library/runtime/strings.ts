'use machine';
// Strings: the functions that the rest of the library uses, in one place. Layer: runtime. See the files they come from.

export { concatStrings } from './string-concat.ts';
export {
  charCodeAtIndex,
  isWideString,
  newString16,
  newString8,
  newStringCell,
  stringLength,
  stringUnits,
} from './string-cells.ts';
export { compareStrings, stringEquals } from './string-compare.ts';
export { flattenString } from './string-flatten.ts';
export { stringHash } from './string-hash.ts';
export { indexOfString, lastIndexOfString } from './string-search.ts';
export {
  characterAt,
  codePointString,
  codeUnitString,
  stringFromBytes,
  stringFromUnits,
  substringOf,
} from './string-slice.ts';
export { decodeUtf8, encodeUtf8, utf8Length } from './string-utf8.ts';
export { internBytes, internString } from './intern.ts';
