// Static strings and well-known symbols: their C names and the file that defines their cells. Layer: compiler/emit.
// Names depend on the text alone, so that every C file can refer to a string without a shared table. The cells are
// writable, since the runtime fills in their hashes at the start. Layout: docs/internals.md §3.

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

/**
 * The C file that defines the cells of all texts. Each has an entry in section `drupe_strings` that the linker keeps only
 * with the cell itself (SHF_LINK_ORDER), so that an image holds, and interns at its start, just the strings it uses.
 */
export function emitStaticStrings(texts: Iterable<string>): string {
  const unique = [...new Set(texts)].sort();
  return [HEAD, ...unique.map(stringDefinition), ''].join('\n');
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

function stringDefinition(text: string): string {
  const wide = !isLatin1(text);
  const symbol = stringSymbol(text);
  const units = Array.from({ length: Math.max(text.length, 1) }, (_, index) =>
    index < text.length ? text.charCodeAt(index) : 0,
  );
  const lines = [
    `.section .data.${symbol},"aw",@progbits`,
    '.balign 16',
    `.globl ${symbol}`,
    `.hidden ${symbol}`,
    `${symbol}:`,
    `.byte ${wide ? KIND_STRING16 : KIND_STRING8}, ${FLAGS_INTERNED_STATIC}, 0, 0`,
    `.long 0, ${text.length}, 0`,
    ...chunks(units, 64).map((part) => `.${wide ? 'short' : 'byte'} ${part.join(',')}`),
    `.section drupe_strings,"awo",@progbits,.data.${symbol}`,
    '.balign 8',
    `.quad ${symbol}`,
  ];
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
