'use machine';
// Symbols: cells with a description, unique by address. Layer: runtime. The well-known ones are static cells of the compiler.

import { loadValue, ptr, storeValue } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell } from './heap.ts';
import { FLAG_PRIVATE, KIND_SYMBOL, SYMBOL_DESCRIPTION } from './layout.ts';
import { cellFlags, isSymbol, pointerOf, symbolValue } from './value.ts';

/** A new symbol; `description` is a string or undefined. */
export function newSymbol(description: Value): Value {
  const cell: ptr = allocateCell(KIND_SYMBOL, 16, 0);
  storeValue(cell + SYMBOL_DESCRIPTION, description);
  return symbolValue(cell);
}

/** String or undefined. */
export function symbolDescription(symbol: Value): Value {
  return loadValue(pointerOf(symbol) + SYMBOL_DESCRIPTION);
}

/** The key is a #private name. */
export function isPrivateKey(key: Value): boolean {
  return isSymbol(key) && (cellFlags(pointerOf(key)) & FLAG_PRIVATE) !== 0;
}
