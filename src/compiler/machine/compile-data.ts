// Module-level data: variables, constants that are not plain numbers, tables and reserved memory. Layer: compiler/machine.

import ts from 'typescript';

import { Context, type ExpressionCompiler } from './context.ts';
import { convert } from './conversion.ts';
import type { Expression } from './expression.ts';
import { DATA_MAKERS } from './intrinsic-names.ts';
import type { ConstantEntry, TableEntry, VariableEntry } from './machine-module.ts';
import type { MachineProgram } from './machine-program.ts';
import { cTypeOf, type MachineType } from './machine-type.ts';

// `used` tells clang that someone it cannot see (the collector) reads the variable at any call.
/** C of a variable's definition; a Value is a root of the collector. */
export function defineVariable(
  entry: VariableEntry,
  program: MachineProgram,
  compile: ExpressionCompiler,
): string {
  const type = program.variableType(entry);
  if (type === null) return '';
  const initial = entry.node.initializer;
  const output = entry.module.text;
  const value =
    initial === undefined
      ? null
      : constantValue(initial, type, entry.module, program, compile, output);
  const linkage = isGlobal(entry) ? '' : 'static ';
  const section = type === 'Value' ? ' __attribute__((used, section("drupe_roots")))' : '';
  const fallback = type === 'Value' ? 'DR_UNDEFINED' : '0';
  return `${linkage}${cTypeOf(type)} ${entry.cName}${section} = ${value?.c ?? fallback};`;
}

/** What a module-level `const` stands for: a known value, or an address that the linker fixes. */
export function compileConstant(
  entry: ConstantEntry,
  program: MachineProgram,
  compile: ExpressionCompiler,
): Expression {
  const { node, module } = entry;
  if (node.initializer === undefined)
    program.diagnostics.reject(node, 'notConstant', 'a constant needs a value');
  const annotated = node.type === undefined ? null : program.type(node.type, module);
  return constantValue(node.initializer, annotated, module, program, compile, program.header);
}

function constantValue(
  node: ts.Expression,
  annotated: MachineType | null,
  module: ConstantEntry['module'],
  program: MachineProgram,
  compile: ExpressionCompiler,
  output: ConstantEntry['module']['text'],
): Expression {
  const context = new Context(program, module, output, compile, false);
  const expression = context.expression(node);
  if (expression.value === undefined && !expression.constant)
    program.diagnostics.reject(
      node,
      'notConstant',
      'the value of module-level data is a constant expression',
    );
  // The value's own type stands where there is no annotation, and is no longer a literal's.
  return convert(expression, annotated ?? expression.type, node, program.diagnostics);
}

/** C of a table or reserved memory. */
export function defineTable(
  entry: TableEntry,
  program: MachineProgram,
  compile: ExpressionCompiler,
): string {
  const { call, maker, module, cName } = entry;
  const context = new Context(program, module, module.text, compile, false);
  const element = DATA_MAKERS.get(maker) as { c: string; type: MachineType };
  const argument = call.arguments[0];
  if (argument === undefined || call.arguments.length !== 1)
    program.diagnostics.reject(call, 'argumentCount', `"${maker}" takes 1 argument`);
  const linkage = isGlobal(entry) ? '' : 'static ';
  if (maker === 'reserveBytes') {
    const count = context.expression(argument).value;
    if (typeof count !== 'bigint' || count <= 0n)
      program.diagnostics.reject(
        argument,
        'notConstant',
        'reserveBytes(...) takes a positive constant',
      );
    return `${linkage}uint8_t ${cName}[${count}] __attribute__((aligned(64)));`;
  }
  if (!ts.isArrayLiteralExpression(argument))
    program.diagnostics.reject(argument, 'intrinsic', `${maker}(...) takes an array literal`);
  const values = argument.elements.map((node) => tableElement(node, element.type, context).c);
  if (values.length === 0)
    program.diagnostics.reject(argument, 'intrinsic', 'a table has at least one element');
  return `${linkage}const ${element.c} ${cName}[${values.length}] __attribute__((aligned(16))) = {\n${wrapped(values)}\n};`;
}

function tableElement(node: ts.Expression, type: MachineType, context: Context): Expression {
  const expression = context.expression(node);
  if (expression.value === undefined && !expression.constant)
    context.reject(node, 'notConstant', 'an element of a table is a constant');
  // A Value is as good as any other word in a table of words.
  if (type === 'u64' && expression.type === 'Value') return expression;
  return convert(expression, type, node, context.diagnostics);
}

function wrapped(values: readonly string[]): string {
  const lines: string[] = [];
  let line = ' ';
  for (const value of values) {
    if (line.length + value.length > 110) {
      lines.push(line);
      line = ' ';
    }
    line += ` ${value},`;
  }
  lines.push(line);
  return lines.join('\n');
}

/** How other C files see a variable; empty when they do not. */
export function declareVariable(entry: VariableEntry, program: MachineProgram): string | null {
  const type = program.variableType(entry);
  if (type === null || !(isGlobal(entry) || entry.external)) return null;
  return `extern ${cTypeOf(type)} ${entry.cName};`;
}

/** How other C files see a table; null when they do not. */
export function declareTable(entry: TableEntry): string | null {
  if (!isGlobal(entry)) return null;
  if (entry.maker === 'reserveBytes') return `extern uint8_t ${entry.cName}[];`;
  return `extern const ${DATA_MAKERS.get(entry.maker)?.c} ${entry.cName}[];`;
}

// The functions of an inline module are compiled in every C file, so what they use is visible everywhere.
function isGlobal(entry: VariableEntry | TableEntry): boolean {
  return entry.exported || entry.module.inline;
}
