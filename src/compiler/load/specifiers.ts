// Finds the module specifiers of a file: imports, re-exports, require('x') of CommonJS, import('x'). Layer: compiler, load.

import ts from 'typescript';
import type { ModuleRecord } from './module-record.ts';

export interface Specifier {
  readonly specifier: string;
  /** Evaluated before the module itself. */
  readonly isStatic: boolean;
  /** A require inside of try: what it names need not exist. */
  readonly isGuarded?: boolean;
  readonly node: ts.Node;
}

export function collectSpecifiers(record: ModuleRecord): Specifier[] {
  const found: Specifier[] = [];
  for (const statement of record.sourceFile.statements) {
    if (ts.isImportDeclaration(statement)) {
      if (isTypeImport(statement)) continue;
      found.push({
        specifier: (statement.moduleSpecifier as ts.StringLiteral).text,
        isStatic: true,
        node: statement.moduleSpecifier,
      });
    } else if (
      ts.isExportDeclaration(statement) &&
      statement.moduleSpecifier &&
      !statement.isTypeOnly
    ) {
      found.push({
        specifier: (statement.moduleSpecifier as ts.StringLiteral).text,
        isStatic: true,
        node: statement.moduleSpecifier,
      });
    } else if (
      ts.isImportEqualsDeclaration(statement) &&
      !statement.isTypeOnly &&
      ts.isExternalModuleReference(statement.moduleReference) &&
      ts.isStringLiteral(statement.moduleReference.expression)
    ) {
      found.push({
        specifier: statement.moduleReference.expression.text,
        isStatic: true,
        node: statement.moduleReference,
      });
    }
  }
  if (record.kind !== 'machine') visitCalls(record, found);
  return found;
}

function visitCalls(record: ModuleRecord, found: Specifier[]): void {
  if (!/\bimport\s*\(|\brequire\s*\(/.test(record.sourceFile.text)) return;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.arguments.length >= 1) {
      const argument = node.arguments[0]!;
      const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
      const isRequire =
        record.kind === 'cjs' &&
        ts.isIdentifier(node.expression) &&
        node.expression.text === 'require';
      if ((isImport || isRequire) && ts.isStringLiteralLike(argument)) {
        const isGuarded = isRequire && insideTry(node);
        found.push({ specifier: argument.text, isStatic: false, isGuarded, node: argument });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(record.sourceFile);
}

function insideTry(node: ts.Node): boolean {
  for (let parent = node.parent; parent; parent = parent.parent)
    if (ts.isTryStatement(parent)) return true;
  return false;
}

/** Imports nothing that exists at run time. */
export function isTypeImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}
