// Check, tsc's part: the type checker's own diagnostics for the user's files. Layer: compiler, check.
// Files of packages and of the library are not reported. What types say never changes what a program means.

import path from 'node:path';
import ts from 'typescript';
import { compilerOptions } from './compiler-options.ts';
import type { Diagnostic } from './diagnostic.ts';
import { fromTypeScript } from './from-typescript.ts';

/** Diagnostics of the program that starts at `entry` (an absolute path), sorted by place. */
export function checkProgram(entry: string): Diagnostic[] {
  const { options, declarations, diagnostics } = compilerOptions(entry);
  const program = ts.createProgram([entry, ...declarations], options);
  const found = [...diagnostics];
  for (const source of program.getSourceFiles()) {
    if (!isUsersFile(program, source)) continue;
    const messages = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    found.push(...messages.filter(isReported).map((message) => fromTypeScript(message, entry)));
  }
  return found.sort(byPlace);
}

export function byPlace(a: Diagnostic, b: Diagnostic): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}

function isUsersFile(program: ts.Program, source: ts.SourceFile): boolean {
  if (source.isDeclarationFile || source.fileName.endsWith('.json')) return false;
  if (program.isSourceFileFromExternalLibrary(source)) return false;
  return !source.fileName.split(path.posix.sep).includes('node_modules');
}

/** Suggestions are for editors. */
function isReported(message: ts.Diagnostic): boolean {
  return (
    message.category === ts.DiagnosticCategory.Error ||
    message.category === ts.DiagnosticCategory.Warning
  );
}
