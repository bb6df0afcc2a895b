// The intrinsics of machine/intrinsics.ts: signatures of those that are plain C helpers, names of those with rules of
// their own. Layer: compiler/machine. Each plain one is the function or macro `drm_NAME` of the prelude.

import type { MachineType } from './machine-type.ts';

export interface PlainIntrinsic {
  readonly parameters: readonly MachineType[];
  readonly result: MachineType;
}

function signature(text: string): PlainIntrinsic {
  const [parameters, result] = text.split(' -> ');
  return {
    parameters: (parameters ?? '')
      .split(' ')
      .filter((type) => type !== '' && type !== 'void') as MachineType[],
    result: result as MachineType,
  };
}

export const PLAIN_INTRINSICS: ReadonlyMap<string, PlainIntrinsic> = new Map(
  Object.entries({
    load8: 'ptr -> u8',
    load16: 'ptr -> u16',
    load32: 'ptr -> u32',
    load64: 'ptr -> u64',
    loadI8: 'ptr -> i8',
    loadI16: 'ptr -> i16',
    loadI32: 'ptr -> i32',
    loadI64: 'ptr -> i64',
    loadF32: 'ptr -> f64',
    loadF64: 'ptr -> f64',
    loadValue: 'ptr -> Value',
    store8: 'ptr u8 -> void',
    store16: 'ptr u16 -> void',
    store32: 'ptr u32 -> void',
    store64: 'ptr u64 -> void',
    storeF32: 'ptr f64 -> void',
    storeF64: 'ptr f64 -> void',
    storeValue: 'ptr Value -> void',
    volatileLoad8: 'ptr -> u8',
    volatileLoad16: 'ptr -> u16',
    volatileLoad32: 'ptr -> u32',
    volatileLoad64: 'ptr -> u64',
    volatileStore8: 'ptr u8 -> void',
    volatileStore16: 'ptr u16 -> void',
    volatileStore32: 'ptr u32 -> void',
    volatileStore64: 'ptr u64 -> void',
    copyBytes: 'ptr ptr u64 -> void',
    moveBytes: 'ptr ptr u64 -> void',
    fillBytes: 'ptr u8 u64 -> void',
    compareBytes: 'ptr ptr u64 -> i32',
    bitsOf: 'f64 -> u64',
    doubleOf: 'u64 -> f64',
    truncateToI64: 'f64 -> i64',
    truncateToI32: 'f64 -> i32',
    leadingZeros32: 'u32 -> u32',
    leadingZeros64: 'u64 -> u32',
    trailingZeros32: 'u32 -> u32',
    trailingZeros64: 'u64 -> u32',
    countOnes64: 'u64 -> u32',
    multiplyHigh64: 'u64 u64 -> u64',
    squareRoot: 'f64 -> f64',
    floorOf: 'f64 -> f64',
    ceilOf: 'f64 -> f64',
    truncOf: 'f64 -> f64',
    absOf: 'f64 -> f64',
    byteSwap16: 'u16 -> u16',
    byteSwap32: 'u32 -> u32',
    byteSwap64: 'u64 -> u64',
    likely: 'bool -> bool',
    unlikely: 'bool -> bool',
    trap: 'void -> never',
    pause: 'void -> void',
    memoryBarrier: 'void -> void',
    readTimestampCounter: 'void -> u64',
    framePointer: 'void -> ptr',
    stackPointer: 'void -> ptr',
    returnAddress: 'void -> ptr',
    spillRegisters: 'void -> void',
    prefetch: 'ptr -> void',
    portIn8: 'u16 -> u8',
    portIn16: 'u16 -> u16',
    portIn32: 'u16 -> u32',
    portOut8: 'u16 u8 -> void',
    portOut16: 'u16 u16 -> void',
    portOut32: 'u16 u32 -> void',
    readMsr: 'u32 -> u64',
    writeMsr: 'u32 u64 -> void',
    callEntry: 'u64 ptr Value Value u32 ptr -> Value',
    callResume: 'u64 ptr u32 Value -> Value',
  }).map(([name, text]) => [name, signature(text)]),
);

/** `u32(x)` and so on: an explicit conversion. */
export const CAST_INTRINSICS: ReadonlySet<string> = new Set(
  'i8 i16 i32 i64 u8 u16 u32 u64 f64 ptr'.split(' '),
);

/** Calls whose arguments are not plain expressions, or whose number of arguments varies. */
export const SPECIAL_INTRINSICS: ReadonlySet<string> = new Set(
  'asValue bitsOfValue systemCall callAddress addressOf symbolAddress symbolKey stackValues asciiText'.split(
    ' ',
  ),
);

/** Initialisers of module-level data, and the C type and machine type of an element. */
export const DATA_MAKERS: ReadonlyMap<string, { readonly c: string; readonly type: MachineType }> =
  new Map([
    ['bytesTable', { c: 'uint8_t', type: 'u8' }],
    ['u16Table', { c: 'uint16_t', type: 'u16' }],
    ['u32Table', { c: 'uint32_t', type: 'u32' }],
    ['u64Table', { c: 'uint64_t', type: 'u64' }],
    ['f64Table', { c: 'double', type: 'f64' }],
    ['reserveBytes', { c: 'uint8_t', type: 'u8' }],
  ]);

export const INTRINSIC_NAMES: ReadonlySet<string> = new Set([
  ...PLAIN_INTRINSICS.keys(),
  ...CAST_INTRINSICS,
  ...SPECIAL_INTRINSICS,
  ...DATA_MAKERS.keys(),
]);
