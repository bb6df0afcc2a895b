// JSON.stringify with a replacer function or a list of property names (ECMA-262 §25.5.2). Layer: ecma.

import {
  invoke,
  isCallable,
  isObject,
  toLength,
  toNumber,
  toStringValue,
} from '../../machine/language.ts';
import { isArrayValue, ownPropertyKeys } from '../../runtime/property-reflection.ts';
import { builderAppend, finishBuilder, newStringBuilder } from '../../runtime/string-builder.ts';
import { quoteJsonText } from '../../runtime/json-quote.ts';
import { primitiveOf } from '../../runtime/wrapper.ts';
import { circularError } from './circular-error.ts';

const STRINGS = 1;

/** The names in a replacer array, each once (§25.5.2 step 4.b). */
export function propertyList(replacer: any): string[] {
  const list: string[] = [];
  const length = toLength(replacer.length);
  for (let i = 0; i < length; i++) {
    const value = replacer[i];
    let item: string | undefined;
    if (typeof value === 'string') item = value;
    else if (typeof value === 'number') item = '' + value;
    else {
      const primitive = primitiveOf(value);
      if (typeof primitive === 'string' || typeof primitive === 'number')
        item = toStringValue(value);
    }
    if (item !== undefined && !list.includes(item)) list[list.length] = item;
  }
  return list;
}

export class ReplacingWriter {
  replacer: any;
  properties: string[] | undefined;
  gap: string;
  indent = '';
  builder: any = newStringBuilder();
  /** Objects being written and the keys under way: object, key, object, key ... */
  path: any[] = [];

  constructor(replacer: any, properties: string[] | undefined, gap: string) {
    this.replacer = replacer;
    this.properties = properties;
    this.gap = gap;
  }

  write(value: any): string | undefined {
    const prepared = this.prepare({ '': value }, '', value);
    if (!hasText(prepared)) return undefined;
    this.writePrepared(prepared);
    return finishBuilder(this.builder);
  }

  /** SerializeJSONProperty steps 1-4: toJSON, the replacer, wrapper objects. */
  prepare(holder: any, key: string, given: any): any {
    let value = given;
    if (isObject(value) || typeof value === 'bigint') {
      const method = value.toJSON;
      if (isCallable(method)) value = invoke(method, value, key);
    }
    if (this.replacer !== undefined) value = invoke(this.replacer, holder, key, value);
    const primitive = primitiveOf(value);
    if (typeof primitive === 'number') return toNumber(value);
    if (typeof primitive === 'string') return toStringValue(value);
    if (typeof primitive === 'boolean' || typeof primitive === 'bigint') return primitive;
    return value;
  }

  /** A value with a text. */
  writePrepared(value: any): void {
    const builder = this.builder;
    if (value === null) builderAppend(builder, 'null');
    else if (typeof value === 'string') builderAppend(builder, quoteJsonText(value));
    else if (typeof value === 'boolean') builderAppend(builder, value ? 'true' : 'false');
    else if (typeof value === 'number')
      builderAppend(builder, value - value === 0 ? '' + value : 'null');
    else if (typeof value === 'bigint')
      throw new TypeError('Do not know how to serialize a BigInt');
    else this.writeObject(value);
  }

  writeObject(value: any): void {
    const path = this.path;
    for (let i = 0; i < path.length; i += 2) {
      if (path[i] === value) throw circularError(path.slice(i));
    }
    const depth = path.length;
    path[depth] = value;
    path[depth + 1] = '';
    const outer = this.indent;
    this.indent = outer + this.gap;
    if (isArrayValue(value)) this.writeElements(value, depth, outer);
    else this.writeProperties(value, depth, outer);
    this.indent = outer;
    path.length = depth;
  }

  writeProperties(value: any, depth: number, outer: string): void {
    const builder = this.builder;
    const keys: string[] =
      this.properties === undefined ? ownPropertyKeys(value, STRINGS, true) : this.properties;
    const count = keys.length;
    let first = true;
    builderAppend(builder, '{');
    for (let i = 0; i < count; i++) {
      const key = keys[i]!;
      this.path[depth + 1] = key;
      const item = this.prepare(value, key, value[key]);
      if (!hasText(item)) continue;
      if (!first) builderAppend(builder, ',');
      first = false;
      this.breakLine(this.indent);
      builderAppend(builder, quoteJsonText(key));
      builderAppend(builder, this.gap === '' ? ':' : ': ');
      this.writePrepared(item);
    }
    if (!first) this.breakLine(outer);
    builderAppend(builder, '}');
  }

  writeElements(value: any, depth: number, outer: string): void {
    const builder = this.builder;
    const length = toLength(value.length);
    builderAppend(builder, '[');
    for (let i = 0; i < length; i++) {
      this.path[depth + 1] = i;
      if (i > 0) builderAppend(builder, ',');
      this.breakLine(this.indent);
      const item = this.prepare(value, '' + i, value[i]);
      if (hasText(item)) this.writePrepared(item);
      else builderAppend(builder, 'null');
    }
    if (length > 0) this.breakLine(outer);
    builderAppend(builder, ']');
  }

  breakLine(indent: string): void {
    if (this.gap === '') return;
    builderAppend(this.builder, '\n');
    builderAppend(this.builder, indent);
  }
}

/** Undefined, functions and symbols have no JSON text. */
function hasText(value: any): boolean {
  return value !== undefined && typeof value !== 'symbol' && !isCallable(value);
}
