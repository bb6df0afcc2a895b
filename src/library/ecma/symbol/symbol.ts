// Symbol (ECMA-262 §20.4). Layer: ecma. The well-known symbols are static cells of the compiler, which also resolves
// `Symbol.iterator` and its kin; they are properties here for code that reaches them otherwise.

import { toStringValue } from '../../machine/language.ts';
import { tableGet, tableNew, tableSet } from '../../runtime/ordered-table.ts';
import { isWrapperCell, wrappedPrimitive } from '../../runtime/inspect-kinds.ts';
import { isRegisteredSymbol, markRegisteredSymbol } from '../../runtime/object-kinds.ts';
import { newSymbol, symbolDescription } from '../../runtime/symbol.ts';
import { describeValue } from '../error/describe-value.ts';
import { wrongThis } from '../error/type-errors.ts';

/** GlobalSymbolRegistry: by key. */
const registry: any = tableNew();

/** @builtin Symbol */
export class SymbolMembers {
  /** @length 0 */
  static $call(this: any, description?: any): any {
    return newSymbol(description === undefined ? undefined : toStringValue(description));
  }

  /** A class may extend it, as long as nobody makes an instance. */
  static $construct(_newTarget: any): any {
    throw new TypeError('Symbol is not a constructor');
  }

  static for(key: any): any {
    const text = toStringValue(key);
    const existing = tableGet(registry, text);
    if (existing !== undefined) return existing;
    const symbol = newSymbol(text);
    markRegisteredSymbol(symbol);
    tableSet(registry, text, symbol);
    return symbol;
  }

  static keyFor(symbol: any): any {
    if (typeof symbol !== 'symbol') throw new TypeError(describeValue(symbol) + ' is not a symbol');
    return isRegisteredSymbol(symbol) ? symbolDescription(symbol) : undefined;
  }

  get description(): any {
    return symbolDescription(thisSymbol(this, 'Symbol.prototype.description'));
  }

  toString(): string {
    const description = symbolDescription(thisSymbol(this, 'Symbol.prototype.toString'));
    return description === undefined ? 'Symbol()' : 'Symbol(' + description + ')';
  }

  valueOf(): any {
    return thisSymbol(this, 'Symbol.prototype.valueOf');
  }

  [Symbol.toPrimitive](hint: any): any {
    return thisSymbol(this, 'Symbol.prototype [ @@toPrimitive ]');
  }

  readonly [Symbol.toStringTag] = 'Symbol';
}

/** ThisSymbolValue (ECMA-262 §20.4.3.4.1). */
function thisSymbol(value: any, method: string): any {
  if (typeof value === 'symbol') return value;
  if (isWrapperCell(value)) {
    const primitive = wrappedPrimitive(value);
    if (typeof primitive === 'symbol') return primitive;
  }
  throw wrongThis(method, 'Symbol');
}
