// Runs a program under Node, the oracle. Layer: tests.
// Types are stripped file by file (no bundle: bundlers weaken TDZ and cycles) into a copy of the tree, and what the
// program printed is kept by the content of all its files.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { hadNoTime, type Outcome, runForOutcome } from './outcome.ts';
import { TEST_FOLDER, type TestProgram } from './programs.ts';

/** Programs of the network import the library, which lies outside of the tests. */
const ROOT = path.dirname(TEST_FOLDER);

export async function outcomeOnNode(program: TestProgram, cacheFolder: string): Promise<Outcome> {
  const files = filesOf(program.file);
  const digest = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .update(process.version + ts.version)
    .update(program.name);
  for (const [file, text] of files) digest.update(`${file}\0${text}\0`);
  const folder = path.join(cacheFolder, 'node', digest.digest('hex').slice(0, 24));
  const kept = path.join(folder, 'outcome.json');
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as Outcome;
  for (const [file, text] of files) copy(file, text, folder);
  linkPackages(folder, files);
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  const entry = copyOf(program.file, folder);
  const outcome = await runForOutcome(process.execPath, [
    '--no-warnings',
    '--stack-size=900',
    entry,
  ]);
  // A machine that was too busy says nothing about the program.
  if (!hadNoTime(outcome)) writeFileSync(kept, JSON.stringify(outcome));
  return outcome;
}

/** The program's own files with their text, packages left out. */
function filesOf(entry: string): Map<string, string> {
  const files = new Map<string, string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    const text = readFileSync(file, 'utf8');
    files.set(file, text);
    if (file.endsWith('.json')) return;
    for (const { text: specifier } of specifiersOf(text)) {
      if (specifier.startsWith('.')) visit(path.resolve(path.dirname(file), specifier));
    }
  };
  visit(entry);
  return files;
}

function copy(file: string, text: string, folder: string): void {
  const target = copyOf(file, folder);
  mkdirSync(path.dirname(target), { recursive: true });
  if (!/\.[cm]?ts$/.test(file)) {
    writeFileSync(target, text);
    return;
  }
  const compilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
    useDefineForClassFields: true,
  };
  const { outputText } = ts.transpileModule(text, { compilerOptions, fileName: file });
  writeFileSync(target, withJavaScriptNames(outputText));
}

function copyOf(file: string, folder: string): string {
  return path.join(folder, path.relative(ROOT, javaScriptName(file)));
}

function javaScriptName(file: string): string {
  return file.replace(/\.([cm]?)ts$/, (_, kind: string) => `.${kind || 'm'}js`);
}

function withJavaScriptNames(code: string): string {
  let result = code;
  for (const { text, end } of specifiersOf(code).reverse()) {
    if (!text.startsWith('.')) continue;
    // Between the quotes.
    result = result.slice(0, end - 1 - text.length) + javaScriptName(text) + result.slice(end - 1);
  }
  return result;
}

/** Of imports, re-exports, import() and require(), in the order of the text. */
function specifiersOf(code: string): ts.StringLiteral[] {
  const source = ts.createSourceFile('code.ts', code, ts.ScriptTarget.ESNext, false);
  const found: ts.StringLiteral[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
        found.push(node.moduleSpecifier);
    } else if (ts.isCallExpression(node)) {
      const argument = node.arguments[0];
      const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
      if ((isImport || isRequire) && argument && ts.isStringLiteral(argument)) found.push(argument);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.sort((a, b) => a.end - b.end);
}

/** Packages beside the program's files resolve as before. */
function linkPackages(folder: string, files: ReadonlyMap<string, string>): void {
  for (const source of new Set([...files.keys()].map((file) => path.dirname(file)))) {
    const packages = path.join(source, 'node_modules');
    const target = path.join(folder, path.relative(ROOT, packages));
    if (existsSync(packages) && !existsSync(target)) symlinkSync(packages, target);
  }
}
