// Refuses modules that are only known at run time, and files that are no modules. Layer: compiler, check.

import ts from 'typescript';
import type { CheckContext } from '../check-syntax.ts';

const REQUIRE_MEMBERS = new Set(['resolve', 'cache', 'extensions']);
const NO_MODULE = /\.(node|wasm|css|html|svg|png|jpg|txt|md|ya?ml|toml)$/;

export function refuseDynamicModules(node: ts.Node, context: CheckContext): void {
  if (ts.isCallExpression(node)) {
    refuseCall(node, context);
  } else if (ts.isPropertyAccessExpression(node)) {
    refuseMember(node, context);
  } else if (ts.isImportDeclaration(node)) {
    refusePhase(node, context);
    refuseFile(node.moduleSpecifier, context);
  } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    refuseFile(node.moduleSpecifier, context);
  }
}

function refuseCall(node: ts.CallExpression, context: CheckContext): void {
  const argument = node.arguments[0];
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    if (argument !== undefined && ts.isStringLiteralLike(argument)) refuseFile(argument, context);
    else
      context.refuse(
        node,
        'DR1034',
        'import() of something that is no literal cannot be compiled: all modules are in the image',
        'name the module in the call, in a switch over the names that there are',
      );
  } else if (isFreeRequire(node.expression, context)) {
    if (argument !== undefined && ts.isStringLiteralLike(argument)) refuseFile(argument, context);
    else
      context.refuse(
        node,
        'DR1032',
        'require() of something that is no literal cannot be compiled: all modules are in the image',
        'name the module in the call',
      );
  }
}

function refuseMember(node: ts.PropertyAccessExpression, context: CheckContext): void {
  const { expression, name } = node;
  if (isFreeRequire(expression, context) && REQUIRE_MEMBERS.has(name.text)) {
    context.refuse(
      node,
      'DR1036',
      `'require.${name.text}' cannot be compiled: an image has no module files`,
      'import what the program needs',
    );
  } else if (ts.isMetaProperty(expression) && name.text === 'resolve') {
    context.refuse(
      node,
      'DR1035',
      "'import.meta.resolve' cannot be compiled: an image has no module files",
      'import what the program needs',
    );
  }
}

function isFreeRequire(node: ts.Node, context: CheckContext): boolean {
  return (
    context.kind === 'cjs' &&
    ts.isIdentifier(node) &&
    node.text === 'require' &&
    !context.declared.has('require')
  );
}

/** `import defer`, `import source`. */
function refusePhase(node: ts.ImportDeclaration, context: CheckContext): void {
  const phase = /^import\s+(defer|source)\s+(?!from\b|,)/.exec(
    node.getText(context.sourceFile),
  )?.[1];
  if (phase === undefined) return;
  context.refuse(
    node,
    'DR1024',
    `'import ${phase}' cannot be compiled`,
    phase === 'defer'
      ? 'import the module as usual, or with import()'
      : 'import what the program needs',
  );
}

function refuseFile(specifier: ts.Expression, context: CheckContext): void {
  if (!ts.isStringLiteralLike(specifier) || !NO_MODULE.test(specifier.text)) return;
  if (!/^[./]/.test(specifier.text)) return;
  const isAddon = specifier.text.endsWith('.node');
  context.refuse(
    specifier,
    'DR1037',
    isAddon ? 'a native addon cannot be compiled: it needs Node' : 'this file is no module',
    isAddon
      ? 'use a package that is written in JavaScript'
      : 'import TypeScript, JavaScript or JSON',
  );
}
