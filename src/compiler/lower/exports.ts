// The export table of a module, read from its syntax. Layer: compiler, lower.

import ts from 'typescript';
import type { ModuleRecord } from '../load/module-record.ts';
import { declaredNames, hasModifier, isTypeOnly } from './analyze-scopes.ts';

export type Export =
  { kind: 'local'; name: string } | { kind: 'from'; specifier: string; name: string };

export interface ExportTable {
  readonly names: Map<string, Export>;
  /** `export * from`. */
  readonly stars: string[];
}

export function collectExports(record: ModuleRecord): ExportTable {
  const names = new Map<string, Export>();
  const stars: string[] = [];
  const imports = importedNames(record.sourceFile);
  const addLocal = (exported: string, local: string): void => {
    // `import { x } from 'a'; export { x }` is a re-export.
    names.set(exported, imports.get(local) ?? { kind: 'local', name: local });
  };
  for (const statement of record.sourceFile.statements) {
    if (ts.isExportDeclaration(statement)) {
      if (statement.isTypeOnly) continue;
      const specifier = statement.moduleSpecifier
        ? (statement.moduleSpecifier as ts.StringLiteral).text
        : null;
      const clause = statement.exportClause;
      if (clause === undefined) stars.push(specifier!);
      else if (ts.isNamespaceExport(clause))
        names.set(clause.name.text, { kind: 'from', specifier: specifier!, name: '*' });
      else {
        for (const element of clause.elements) {
          if (element.isTypeOnly) continue;
          const inner = (element.propertyName ?? element.name).text;
          if (specifier === null) addLocal(element.name.text, inner);
          else names.set(element.name.text, { kind: 'from', specifier, name: inner });
        }
      }
    } else if (ts.isExportAssignment(statement)) {
      if (!statement.isExportEquals) names.set('default', { kind: 'local', name: 'default' });
    } else if (hasModifier(statement, ts.SyntaxKind.ExportKeyword) && !isTypeOnly(statement)) {
      const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
      for (const name of declaredNames(statement))
        names.set(isDefault ? 'default' : name, { kind: 'local', name });
    }
  }
  return { names, stars };
}

function importedNames(sourceFile: ts.SourceFile): Map<string, Export> {
  const imports = new Map<string, Export>();
  for (const statement of sourceFile.statements) {
    if (!ts.isImportDeclaration(statement) || !statement.importClause) continue;
    const specifier = (statement.moduleSpecifier as ts.StringLiteral).text;
    const { name, namedBindings } = statement.importClause;
    if (name) imports.set(name.text, { kind: 'from', specifier, name: 'default' });
    if (namedBindings && ts.isNamespaceImport(namedBindings))
      imports.set(namedBindings.name.text, { kind: 'from', specifier, name: '*' });
    else if (namedBindings)
      for (const element of namedBindings.elements)
        imports.set(element.name.text, {
          kind: 'from',
          specifier,
          name: (element.propertyName ?? element.name).text,
        });
  }
  return imports;
}
