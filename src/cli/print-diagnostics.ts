// Prints diagnostics for people: place, code, message, the source line, and what to write instead. Layer: cli.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import colors from 'picocolors';
import type { Diagnostic } from '../compiler/check/diagnostic.ts';

/** To the error stream. */
export function printDiagnostics(diagnostics: readonly Diagnostic[]): void {
  const sources = new Map<string, string[]>();
  for (const diagnostic of diagnostics) {
    process.stderr.write(`${describe(diagnostic, linesOf(diagnostic.file, sources))}\n\n`);
  }
  if (diagnostics.length > 0) process.stderr.write(`${summary(diagnostics)}\n`);
}

function describe(diagnostic: Diagnostic, lines: readonly string[]): string {
  const { code, file, line, column, message, instead, category } = diagnostic;
  const place = `${path.relative(process.cwd(), file)}:${line}:${column}`;
  const paint = category === 'error' ? colors.red : colors.yellow;
  const parts = [`${colors.cyan(place)} ${paint(category)} ${colors.dim(code)} ${message}`];
  const source = lines[line - 1];
  if (source !== undefined && source.length <= 200) {
    const width = Math.max(1, Math.min(diagnostic.text.length, source.length - column + 1));
    const gutter = `${line} | `;
    const indent = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
    parts.push(`${colors.dim(gutter)}${source}`);
    parts.push(`${' '.repeat(gutter.length)}${indent}${paint('~'.repeat(width))}`);
  }
  if (instead !== '') parts.push(`  ${colors.green('instead:')} ${instead}`);
  return parts.join('\n');
}

function linesOf(file: string, sources: Map<string, string[]>): string[] {
  let lines = sources.get(file);
  if (lines === undefined) {
    try {
      lines = readFileSync(file, 'utf8').split(/\r?\n/);
    } catch {
      lines = [];
    }
    sources.set(file, lines);
  }
  return lines;
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ category }) => category === 'error').length;
  const warnings = diagnostics.length - errors;
  return [count(errors, 'error'), count(warnings, 'warning')].filter(Boolean).join(', ');
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
