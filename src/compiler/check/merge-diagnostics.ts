// Merges what several passes say: one message for each place and code, ours before tsc's. Layer: compiler, check.

import { byPlace } from './check-program.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Sorted by place. Where we refuse something, what tsc says of the same place is left out. */
export function mergeDiagnostics(...lists: readonly (readonly Diagnostic[])[]): Diagnostic[] {
  const ours = new Set<string>();
  const merged = new Map<string, Diagnostic>();
  for (const diagnostic of lists.flat()) {
    if (!isGeneral(diagnostic)) ours.add(placeOf(diagnostic));
  }
  for (const diagnostic of lists.flat()) {
    if (isGeneral(diagnostic) && ours.has(placeOf(diagnostic))) continue;
    const key = `${diagnostic.code} ${placeOf(diagnostic)}`;
    if (!merged.has(key)) merged.set(key, diagnostic);
  }
  return [...merged.values()].sort(byPlace);
}

/** Less exact than another of the same place: tsc's, and "cannot find module". */
function isGeneral({ code }: Diagnostic): boolean {
  return code.startsWith('TS') || code === 'DR1031';
}

function placeOf({ file, line, column }: Diagnostic): string {
  return `${file}:${line}:${column}`;
}
