// Static strings and well-known symbols: their C names and the file that defines their cells. Layer: compiler/emit.
// Names depend on the text alone, so that every C file can refer to a string without a shared table. The cells are
// made by the runtime's start. Layout: docs/internals.md §3.

import { createHash } from 'node:crypto';

const KIND_STRING8 = 1;
const KIND_STRING16 = 2;
const KIND_SYMBOL = 5;
const FLAGS_INTERNED_STATIC = 3;

/** The C name of a string's cell: `s_foo` for short identifiers, `sx_` and a digest for other texts. */
export function stringSymbol(text: string): string {
  if (/^[A-Za-z0-9_]{1,40}$/.test(text)) return `s_${text}`;
  const units = Buffer.from(text, 'utf16le');
  if (/^[A-Za-z0-9_ .-]{1,24}$/.test(text))
    return `sx_${Buffer.from(text, 'latin1').toString('hex')}`;
  return `sx_${text.length}_${createHash('sha256').update(units).digest('hex').slice(0, 24)}`;
}

/** The C name of a well-known symbol's cell. */
export function symbolCell(name: string): string {
  return `y_${name}`;
}

/** The description of a well-known symbol; it must be among the static strings. */
export function symbolDescription(name: string): string {
  return `Symbol.${name}`;
}

/** How a C file that includes the machine header declares a static cell. */
export function staticCellDeclaration(symbol: string): string {
  return `extern DrCell ${symbol};`;
}

/** The C file that defines finished cells of all texts: for programs that do not start the runtime (tests). */
export function emitStaticStrings(texts: Iterable<string>): string {
  const unique = [...new Set(texts)].sort();
  return [HEAD, ...unique.map(finishedString), ''].join('\n');
}

/**
 * The C file of all texts in an image: room for each cell, behind a word for its Value, and its text in section
 * `drupe_texts`. The linker keeps a text only with its cell (SHF_LINK_ORDER), and in the order of the cells, so that the
 * start of the runtime can make the cells (runtime/static-strings.ts). The empty text comes first.
 */
export function emitPackedStrings(texts: Iterable<string>): string {
  const unique = [...new Set(['', ...texts])].sort();
  return [HEAD, ...unique.map(packedString), ''].join('\n');
}

/** The C file that defines well-known symbols, and `drs_static_symbols`; their descriptions are static strings. */
export function emitStaticSymbols(names: Iterable<string>): string {
  const unique = [...new Set(names)].sort();
  const lines = [HEAD];
  for (const name of unique) {
    const description = stringSymbol(symbolDescription(name));
    lines.push(
      `extern struct DrCell ${description};`,
      `struct { uint8_t kind, flags; uint16_t aux; uint32_t hash; uint64_t description; } ${symbolCell(name)} ${ATTRIBUTES} =`,
      `  {${KIND_SYMBOL}, 0, 0, 0, 0xFFFA000000000000ULL + (uint64_t)&${description}};`,
    );
  }
  lines.push(`uint64_t drs_static_symbols[${Math.max(unique.length, 1)}] = {`);
  for (const name of unique) lines.push(`  (uint64_t)&${symbolCell(name)},`);
  if (unique.length === 0) lines.push('  0,');
  lines.push('};', `uint32_t drs_static_symbol_count = ${unique.length};`, '');
  return lines.join('\n');
}

const ATTRIBUTES = '__attribute__((aligned(16)))';
const HEAD = `#include <stdint.h>
#pragma GCC visibility push(hidden)
`;

function finishedString(text: string): string {
  const wide = !isLatin1(text);
  const symbol = stringSymbol(text);
  return assembly([
    `.section .data.${symbol},"aw",@progbits`,
    '.balign 16',
    ...label(symbol),
    `.byte ${wide ? KIND_STRING16 : KIND_STRING8}, ${FLAGS_INTERNED_STATIC}, 0, 0`,
    `.long 0, ${text.length}, 0`,
    ...unitDirectives(text, wide),
  ]);
}

const HEADER_BYTES = 16;
/** First bytes of a text whose length is in the next four; others are the length of a Latin-1 text. */
const LONG = 254;
const WIDE = 255;

function packedString(text: string): string {
  const wide = !isLatin1(text);
  const symbol = stringSymbol(text);
  const bytes = Math.max(text.length, 1) * (wide ? 2 : 1);
  const isLong = wide || text.length >= LONG;
  return assembly([
    `.section .bss.${symbol},"aw",@nobits`,
    '.balign 16',
    `.zero ${HEADER_BYTES}`,
    ...label(symbol),
    `.zero ${HEADER_BYTES + bytes}`,
    `.section drupe_texts,"ao",@progbits,.bss.${symbol}`,
    isLong ? `.byte ${wide ? WIDE : LONG}` : `.byte ${text.length}`,
    ...(isLong ? [`.long ${text.length}`] : []),
    ...(text === '' ? [] : unitDirectives(text, wide)),
  ]);
}

function label(symbol: string): string[] {
  return [`.globl ${symbol}`, `.hidden ${symbol}`, `${symbol}:`];
}

function unitDirectives(text: string, wide: boolean): string[] {
  const units = Array.from({ length: Math.max(text.length, 1) }, (_, index) =>
    index < text.length ? text.charCodeAt(index) : 0,
  );
  return chunks(units, 64).map((part) => `.${wide ? 'short' : 'byte'} ${part.join(',')}`);
}

function assembly(lines: readonly string[]): string {
  return `__asm__("${lines.map((line) => line.replaceAll('"', '\\"')).join('\\n')}\\n.text");`;
}

function chunks(units: readonly number[], size: number): number[][] {
  const parts: number[][] = [];
  for (let index = 0; index < units.length; index += size)
    parts.push(units.slice(index, index + size));
  return parts;
}

function isLatin1(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0xff) return false;
  return true;
}
