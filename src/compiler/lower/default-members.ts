// Default members: `http.get` of `import http from 'node:http'` is the export `get`, so that a program which uses one member
// of a library module's default object has not reached all others. Layer: compiler, lower.
// Only while nobody can tell: every module of the program that imports the object must do nothing but read its members.

import ts from 'typescript';
import type { ModuleRecord } from '../load/module-record.ts';

/** Names that are the same thing as an export and as a property of the default object. */
export function defaultMembers(record: ModuleRecord): ReadonlySet<string> {
  const exported = new Set<string>();
  const objects = new Map<string, ts.ObjectLiteralExpression>();
  let members: string[] = [];
  for (const statement of record.sourceFile.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name && isExported(statement))
      exported.add(statement.name.text);
    else if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier)
      for (const name of plainExports(statement)) exported.add(name);
    else if (ts.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations)
        if (ts.isIdentifier(name) && initializer && ts.isObjectLiteralExpression(initializer))
          objects.set(name.text, initializer);
    if (ts.isExportAssignment(statement) && ts.isIdentifier(statement.expression))
      members = shorthands(objects.get(statement.expression.text));
  }
  return new Set(members.filter((name) => exported.has(name)));
}

function isExported(statement: ts.FunctionDeclaration): boolean {
  return !!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

/** `export { name }`, not under another name. */
function plainExports({ exportClause }: ts.ExportDeclaration): string[] {
  if (!exportClause || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements
    .filter((element) => !element.propertyName)
    .map((element) => element.name.text);
}

function shorthands(object: ts.ObjectLiteralExpression | undefined): string[] {
  return [...(object?.properties ?? [])]
    .filter((property) => ts.isShorthandPropertyAssignment(property))
    .map((property) => property.name.text);
}

/** `module` has the default object of `record` only to read members of it. */
export function readsMembersOnly(module: ModuleRecord, record: ModuleRecord): boolean {
  if (module.deferred.includes(record)) return false;
  if (module.kind !== 'esm') return !module.dependencies.includes(record);
  const isNamed = (specifier: ts.Expression | undefined): boolean =>
    specifier !== undefined &&
    ts.isStringLiteral(specifier) &&
    module.imports.get(specifier.text) === record;
  const locals = new Set<string>();
  for (const statement of module.sourceFile.statements) {
    if (ts.isExportDeclaration(statement) && isNamed(statement.moduleSpecifier)) return false;
    if (!ts.isImportDeclaration(statement) || !isNamed(statement.moduleSpecifier)) continue;
    const clause = statement.importClause;
    if (clause?.name) locals.add(clause.name.text);
    if (clause?.namedBindings && !isNamesOnly(clause.namedBindings)) return false;
  }
  return locals.size === 0 || usesAreReads(module.sourceFile, locals);
}

/** Neither the namespace nor `default as`. */
function isNamesOnly(bindings: ts.NamedImportBindings): boolean {
  return (
    ts.isNamedImports(bindings) &&
    bindings.elements.every((element) => (element.propertyName ?? element.name).text !== 'default')
  );
}

/** Every use of `locals` in the file is `local.name`, read. */
function usesAreReads(file: ts.SourceFile, locals: ReadonlySet<string>): boolean {
  let areReads = true;
  const visit = (node: ts.Node, isTarget: boolean): void => {
    if (ts.isImportDeclaration(node) || isType(node)) return;
    if (ts.isIdentifier(node) && locals.has(node.text)) areReads = false;
    if (ts.isPropertyAccessExpression(node)) {
      const isMember = ts.isIdentifier(node.expression) && locals.has(node.expression.text);
      if (isMember && isTarget) areReads = false;
      if (!isMember) visit(node.expression, false);
      return;
    }
    if (ts.isPropertyAssignment(node) && !ts.isComputedPropertyName(node.name)) {
      visit(node.initializer, isTarget);
      return;
    }
    ts.forEachChild(node, (child) => visit(child, isWritten(node, child, isTarget)));
  };
  visit(file, false);
  return areReads;
}

/** What a class extends is an expression, whatever its syntax node is called. */
function isType(node: ts.Node): boolean {
  return ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node);
}

/** `child` of `node` is something that is assigned to, or a part of a pattern that is. */
function isWritten(node: ts.Node, child: ts.Node, isTarget: boolean): boolean {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return assigns && child === node.left;
  }
  if (ts.isForInStatement(node) || ts.isForOfStatement(node)) return child === node.initializer;
  if (ts.isDeleteExpression(node)) return true;
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return true;
  return isTarget;
}
