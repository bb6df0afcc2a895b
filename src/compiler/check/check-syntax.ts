// Check, our part: what tsc accepts but an image cannot do, found in the syntax alone. Layer: compiler, check.
// One walk over each module; every refusal is an entry of `refusals`, in a file of its own.
// In packages a refusal is a warning: only code that is reached has to compile, and lowering refuses that.

import ts from 'typescript';
import type { ModuleRecord } from '../load/module-record.ts';
import { byPlace } from './check-program.ts';
import type { Diagnostic } from './diagnostic.ts';
import { fromTypeScript, shorten } from './from-typescript.ts';
import { declaredNames } from './declared-names.ts';
import { refuseDynamicCode } from './refusals/dynamic-code.ts';
import { refuseDynamicModules } from './refusals/dynamic-modules.ts';
import { refuseRegularExpressions } from './refusals/regular-expressions.ts';
import { refuseSloppyMode } from './refusals/sloppy-mode.ts';
import { refuseSyntax } from './refusals/syntax.ts';

export interface CheckContext {
  readonly sourceFile: ts.SourceFile;
  readonly kind: ModuleRecord['kind'];
  /** Every name that the file binds anywhere. */
  readonly declared: ReadonlySet<string>;
  refuse(node: ts.Node, code: string, message: string, instead: string): void;
}

export type Refusal = (node: ts.Node, context: CheckContext) => void;

const refusals: readonly Refusal[] = [
  refuseDynamicCode,
  refuseDynamicModules,
  refuseSloppyMode,
  refuseSyntax,
  refuseRegularExpressions,
];

/** Syntax errors and refusals of the user's modules and of their packages. */
export function checkSyntax(modules: Iterable<ModuleRecord>): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const module of modules) {
    if (module.isLibrary || module.kind === 'json' || module.kind === 'machine') continue;
    found.push(...checkModule(module));
  }
  return found.sort(byPlace);
}

function checkModule({ sourceFile, kind, path }: ModuleRecord): Diagnostic[] {
  const found = parseErrors(sourceFile).map((error) => fromTypeScript(error, path));
  const category = path.includes('/node_modules/') ? 'warning' : 'error';
  const context: CheckContext = {
    sourceFile,
    kind,
    declared: declaredNames(sourceFile),
    refuse(node, code, message, instead) {
      const start = node.getStart(sourceFile);
      const { line, character } = sourceFile.getLineAndCharacterOfPosition(start);
      const text = shorten(sourceFile.text.slice(start, node.end));
      found.push({
        code,
        file: path,
        line: line + 1,
        column: character + 1,
        text,
        message,
        instead,
        category,
      });
    },
  };
  const visit = (node: ts.Node): void => {
    if (isErased(node)) return;
    for (const refusal of refusals) refusal(node, context);
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

/** Types and ambient declarations leave no code. */
function isErased(node: ts.Node): boolean {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return true;
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false)
  );
}

/** What the parser found; tsc keeps it in a property that its types leave out. */
function parseErrors(sourceFile: ts.SourceFile): readonly ts.Diagnostic[] {
  return (sourceFile as { parseDiagnostics?: readonly ts.Diagnostic[] }).parseDiagnostics ?? [];
}
