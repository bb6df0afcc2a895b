'use machine';
// Objects: properties, caches, key order, attributes and errors; also with a collection at every allocation.

import {
  f64,
  ptr,
  reserveBytes,
  store8,
  storeValue,
  trap,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { platformWrite } from '../interfaces/platform.ts';
import { arrayPush } from './array-inline.ts';
import { newArray } from './array.ts';
import { toStringOf } from './conversion.ts';
import { takeException } from './exceptions.ts';
import { stressCollector } from './heap-space.ts';
import { numberToString } from './number-format.ts';
import { copyDataProperties } from './object-copy.ts';
import { newLiteral, newObject } from './object.ts';
import { defineField, defineGetter } from './property-define.ts';
import { deleteProperty } from './property-delete.ts';
import { getNamed } from './property-get.ts';
import { getElement, getLength, getProperty, setElement, setProperty } from './property-inline.ts';
import {
  createWithPrototype,
  definePropertyRaw,
  ownPropertyKeys,
  setIntegrityLevel,
  setPrototypeOf,
  testIntegrityLevel,
} from './property-reflection.ts';
import { setNamed } from './property-set.ts';
import { concatStrings, encodeUtf8, internString, stringEquals, utf8Length } from './strings.ts';
import {
  isException,
  isUndefined,
  nullValue,
  numberOf,
  numberValue,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

export declare function printNumber(x: f64): void;

const buffer: ptr = reserveBytes(4096);
const caches: ptr = reserveBytes(4096);
let keep: Value = undefinedValue();

export function print(v: Value): void {
  const s: Value = toStringOf(v);
  const n: u32 = utf8Length(s);
  if (n > 4000) {
    printNumber(f64(n));
    return;
  }
  encodeUtf8(s, buffer);
  store8(buffer + n, 10);
  platformWrite(1, buffer, u64(n) + 1);
}

function text(n: f64): Value {
  return numberToString(n);
}

export function printError(): void {
  const e: Value = takeException();
  print(concatStrings('threw ', toStringOf(getNamed(e, 'message'))));
}

export function joinKeys(o: Value): Value {
  const keys: Value = ownPropertyKeys(o, 1, false);
  let s: Value = '';
  const n: u32 = u32(numberOf(getLength(keys, caches)));
  for (let i: u32 = 0; i < n; i++)
    s = concatStrings(concatStrings(s, getElement(keys, numberValue(f64(i)))), ',');
  return s;
}

function objects(count: u32): void {
  keep = newObject();
  for (let i: u32 = 0; i < count; i++) {
    const k: Value = internString(concatStrings('k', text(f64(i))));
    if (isException(setNamed(keep, k, text(f64(i * 3))))) trap();
  }
  for (let i: u32 = 0; i < count; i++) {
    const k: Value = internString(concatStrings('k', text(f64(i))));
    if (!stringEquals(getNamed(keep, k), text(f64(i * 3)))) trap();
  }
  for (let i: u32 = 0; i < count; i += 2) deleteProperty(keep, concatStrings('k', text(f64(i))));
  for (let i: u32 = 0; i < count; i++) {
    const v: Value = getNamed(keep, internString(concatStrings('k', text(f64(i)))));
    if ((i & 1) === 0) {
      if (!isUndefined(v)) trap();
    } else if (!stringEquals(v, text(f64(i * 3)))) trap();
  }
  for (let i: u32 = 0; i < count; i++)
    setNamed(keep, internString(concatStrings('m', text(f64(i)))), text(f64(i)));
  for (let i: u32 = 1; i < count; i += 2)
    if (
      !stringEquals(
        getNamed(keep, internString(concatStrings('k', text(f64(i))))),
        text(f64(i * 3)),
      )
    )
      trap();
  for (let i: u32 = 1; i < count; i++)
    if (!stringEquals(getNamed(keep, internString(concatStrings('m', text(f64(i))))), text(f64(i))))
      trap();
}

function order(): void {
  const o: Value = newObject();
  setNamed(o, 'b', numberValue(1));
  setElement(o, numberValue(10), numberValue(1));
  setNamed(o, 'a', numberValue(1));
  setElement(o, numberValue(2), numberValue(1));
  setElement(o, '1', numberValue(1));
  setElement(o, numberValue(-1), numberValue(1));
  setElement(o, numberValue(1.5), numberValue(4));
  print(joinKeys(o));
  const a: Value = newArray(0);
  for (let i: u32 = 0; i < 20; i++) arrayPush(a, numberValue(f64(i)));
  setNamed(a, 'x', numberValue(1));
  print(joinKeys(a));
  setElement(a, numberValue(4000000000), 'far');
  print(joinKeys(a));
  print(getLength(a, caches + 32));
  setNamed(a, 'length', numberValue(3));
  print(joinKeys(a));
  print(getElement(a, numberValue(2)));
  if (isException(setNamed(a, 'length', numberValue(-1)))) printError();
  deleteProperty(a, numberValue(1));
  print(joinKeys(a));
}

function cached(): void {
  const proto: Value = createWithPrototype(nullValue());
  setNamed(proto, 'inherited', 'P');
  const site: ptr = caches + 64;
  const keysAt: ptr = caches + 96;
  storeValue(keysAt, 'x');
  storeValue(keysAt + 8, 'y');
  for (let round: u32 = 0; round < 3; round++) {
    for (let i: u32 = 0; i < 10; i++) {
      const o: Value = newLiteral(site, keysAt, 2);
      storeValue(pointerOf(o) + 24, numberValue(f64(i)));
      storeValue(pointerOf(o) + 32, 'why');
      if (numberOf(getProperty(o, 'x', caches + 128)) !== f64(i)) trap();
      if (!sameBits(getProperty(o, 'y', caches + 160), 'why')) trap();
      if (!isUndefined(getProperty(o, 'zz', caches + 192))) trap();
      for (let k: u32 = 0; k < 7; k++) {
        const cache: ptr = caches + 256 + 32 * u64(k);
        const key: Value =
          k === 0
            ? 'p0'
            : k === 1
              ? 'p1'
              : k === 2
                ? 'p2'
                : k === 3
                  ? 'p3'
                  : k === 4
                    ? 'p4'
                    : k === 5
                      ? 'p5'
                      : 'p6';
        setProperty(o, key, text(f64(k)), cache);
      }
      if (!stringEquals(getProperty(o, 'p0', caches + 512), text(0))) trap();
      if (!stringEquals(getProperty(o, 'p6', caches + 544), text(6))) trap();
      setProperty(o, 'p6', 'again', caches + 576);
      setProperty(o, 'p6', 'more', caches + 576);
      if (!sameBits(getProperty(o, 'p6', caches + 544), 'more')) trap();
      const c: Value = createWithPrototype(proto);
      if (round === 1 && i === 5) setNamed(proto, 'inherited', 'Q');
      if (round === 2 && i === 5) {
        deleteProperty(proto, 'inherited');
      }
      const got: Value = getProperty(c, 'inherited', caches + 608);
      if (round === 2 && i >= 5) {
        if (!isUndefined(got)) trap();
      } else if (!sameBits(got, round === 0 || (round === 1 && i < 5) ? 'P' : 'Q')) trap();
      setProperty(c, 'own', numberValue(1), caches + 640);
      if (numberOf(getProperty(c, 'own', caches + 672)) !== 1) trap();
    }
  }
}

function attributes(): void {
  const o: Value = newObject();
  setNamed(o, 'a', numberValue(1));
  definePropertyRaw(o, 'ro', 2, 'fixed', undefinedValue(), 23);
  if (isException(setNamed(o, 'ro', numberValue(2)))) printError();
  if (isException(deleteProperty(o, 'ro'))) printError();
  if (isException(defineField(o, 'ro', numberValue(3)))) printError();
  defineGetter(o, 'g', undefinedValue(), true);
  if (isException(setNamed(o, 'g', numberValue(2)))) printError();
  setIntegrityLevel(o, false);
  if (isException(setNamed(o, 'new', numberValue(2)))) printError();
  if (!testIntegrityLevel(o, false) || testIntegrityLevel(o, true)) trap();
  setNamed(o, 'a', 'ok');
  setIntegrityLevel(o, true);
  if (isException(setNamed(o, 'a', numberValue(2)))) printError();
  print(getNamed(o, 'a'));
  if (isException(getNamed(undefinedValue(), 'x'))) printError();
  if (isException(setNamed(nullValue(), 'x', numberValue(1)))) printError();
  if (isException(setNamed('abc', 'x', numberValue(1)))) printError();
  if (isException(setNamed('abc', 'length', numberValue(1)))) printError();
  if (isException(setNamed(numberValue(5), 'x', numberValue(1)))) printError();
  const a: Value = newArray(0);
  arrayPush(a, numberValue(1));
  arrayPush(a, numberValue(2));
  setIntegrityLevel(a, true);
  if (isException(setElement(a, numberValue(0), numberValue(2)))) printError();
  if (isException(setElement(a, numberValue(2), numberValue(2)))) printError();
  if (isException(setNamed(a, 'length', numberValue(0)))) printError();
  if (isException(deleteProperty(a, numberValue(0)))) printError();
  const p: Value = newObject();
  setNamed(p, 'q', numberValue(1));
  if (setPrototypeOf(p, o) !== true || setPrototypeOf(o, p) !== false) trap();
  if (!sameBits(getNamed(p, 'a'), 'ok')) trap();
  if (isException(setNamed(p, 'a', numberValue(2)))) printError();
  print(joinKeys(p));
  const t: Value = newObject();
  setNamed(t, 'z', 'zz');
  copyDataProperties(t, p, undefinedValue());
  copyDataProperties(t, 'hi', undefinedValue());
  print(joinKeys(t));
}

export function testMain(): void {
  objects(300);
  objects(3000);
  order();
  cached();
  attributes();
  stressCollector(1);
  objects(60);
  order();
  cached();
  attributes();
  stressCollector(13);
  objects(1000);
  printNumber(1);
}
