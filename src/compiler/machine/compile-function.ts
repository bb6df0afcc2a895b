// Functions: prototypes and definitions in C. Layer: compiler/machine.

import ts from 'typescript';

import { StatementCompiler } from './compile-statement.ts';
import { Context, type ExpressionCompiler } from './context.ts';
import type { FunctionEntry, MachineFunction } from './machine-module.ts';
import type { MachineProgram } from './machine-program.ts';
import { cTypeOf } from './machine-type.ts';

/** The prototype, or null when the signature was rejected. */
export function prototypeOf(entry: FunctionEntry, program: MachineProgram): string | null {
  const signature = program.signature(entry);
  if (signature === null) return null;
  const parameters = signature.parameters.map(({ type }) => cTypeOf(type));
  return `${linkage(entry, signature)}${cTypeOf(signature.result)} ${signature.cName}(${parameters.join(', ') || 'void'});`;
}

/** The definition's C, or null when the signature was rejected. */
export function defineFunction(
  entry: FunctionEntry,
  program: MachineProgram,
  compile: ExpressionCompiler,
): string | null {
  const signature = program.signature(entry);
  if (signature === null) return null;
  const { module, node } = entry;
  const context = new Context(
    program,
    module,
    module.inline ? program.header : module.text,
    compile,
    true,
  );
  return context.scoped(() => {
    const parameters = signature.parameters.map(
      ({ name, type }) => `${cTypeOf(type)} ${context.declare(name, { type, assignable: true })}`,
    );
    const statements = new StatementCompiler(context, signature.result);
    const body = (node.body as ts.Block).statements;
    const completes = statements.block(body);
    if (completes && signature.result !== 'void' && !statements.rejected)
      program.diagnostics.add(
        node.name as ts.Node,
        'missingReturn',
        `"${signature.name}" can end without a result`,
      );
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    const head = `${linkage(entry, signature)}${cTypeOf(signature.result)} ${signature.cName}(${parameters.join(', ') || 'void'}) {`;
    const arrays = (context.stackArrays ?? []).map(
      (length, index) => `  Value l_stack${index + 1}[${length}];`,
    );
    return [
      `#line ${line + 1} ${JSON.stringify(module.fileName)}`,
      head,
      ...arrays,
      ...statements.lines,
      '}',
      '',
    ].join('\n');
  });
}

function linkage(entry: FunctionEntry, signature: MachineFunction): string {
  const attributes =
    entry.module.inline && !entry.external
      ? 'DRM '
      : entry.exported || entry.external
        ? ''
        : 'static ';
  const tags = new Set(ts.getJSDocTags(entry.node).map((tag) => tag.tagName.text));
  const cold = tags.has('cold')
    ? '__attribute__((cold, noinline)) '
    : tags.has('noinline')
      ? '__attribute__((noinline)) '
      : '';
  return `${attributes}${cold}${signature.result === 'never' ? '__attribute__((noreturn)) ' : ''}`;
}
