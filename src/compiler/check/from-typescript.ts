// From TypeScript's diagnostics to ours. Layer: compiler, check.

import ts from 'typescript';
import type { Diagnostic } from './diagnostic.ts';

/** `file` is where a diagnostic without a place belongs. */
export function fromTypeScript(found: ts.Diagnostic, file: string): Diagnostic {
  const { file: source, start = 0, length = 0 } = found;
  const place = source?.getLineAndCharacterOfPosition(start);
  return {
    code: `TS${found.code}`,
    file: source?.fileName ?? file,
    line: (place?.line ?? 0) + 1,
    column: (place?.character ?? 0) + 1,
    text: shorten(source?.text.slice(start, start + length).trim() || 'end of file'),
    message: ts.flattenDiagnosticMessageText(found.messageText, '\n'),
    instead: '',
    category: found.category === ts.DiagnosticCategory.Error ? 'error' : 'warning',
  };
}

/** At most 80 characters of one line. */
export function shorten(text: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 80 || line.length < text.length ? `${line.slice(0, 77)}...` : line;
}
