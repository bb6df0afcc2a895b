// Calls: machine functions by name, and intrinsics. Layer: compiler/machine.

import ts from 'typescript';

import type { Context } from './context.ts';
import { cast, convert, convertExplicitly } from './conversion.ts';
import { atom, compound, type Expression, known, linkTime, operand } from './expression.ts';
import { CAST_INTRINSICS, DATA_MAKERS, PLAIN_INTRINSICS } from './intrinsic-names.ts';
import type { FunctionEntry, MachineFunction } from './machine-module.ts';
import { isInteger, type MachineType } from './machine-type.ts';

export function compileCall(node: ts.CallExpression, context: Context): Expression {
  const callee = node.expression;
  if (!ts.isIdentifier(callee))
    context.reject(
      callee,
      'unsupported',
      'a machine call names a function; for an address write callAddress(...)',
    );
  if (node.questionDotToken)
    context.reject(node, 'unsupported', 'no optional calls in machine modules');
  const name = callee.text;
  if (context.local(name))
    context.reject(callee, 'unknownName', `"${name}" is a local, not a function`);
  const entry = context.program.entry(context.module, name);
  if (entry === null) context.reject(callee, 'unknownName', `there is no function "${name}" here`);
  if (entry.kind === 'intrinsic') return callIntrinsic(entry.name, node, context);
  if (entry.kind === 'builtinType' && CAST_INTRINSICS.has(entry.name))
    context.reject(
      callee,
      'unknownName',
      `import "${name}" from machine/intrinsics.ts to use it as a cast`,
    );
  if (entry.kind !== 'function')
    context.reject(callee, 'unknownName', `"${name}" is not a function`);
  const signature = context.program.signature(entry);
  if (signature === null) return unknownResult(node, context);
  return constantCall(entry, signature, node, context) ?? callFunction(signature, node, context);
}

// The callee's own declaration was rejected: check the arguments, then give up on this statement silently.
function unknownResult(node: ts.CallExpression, context: Context): never {
  for (const argument of node.arguments) context.expression(argument);
  return context.silent();
}

function callFunction(
  signature: MachineFunction,
  node: ts.CallExpression,
  context: Context,
): Expression {
  const types = signature.parameters.map((parameter) => parameter.type);
  const values = convertedArguments(signature.name, types, node, context);
  return atom(`${signature.cName}(${values.map(({ c }) => c).join(', ')})`, signature.result);
}

// The initialiser of module-level data may call `undefinedValue()` and the like: an inline function without parameters
// that returns a constant stands for it.
function constantCall(
  entry: FunctionEntry,
  signature: MachineFunction,
  node: ts.CallExpression,
  context: Context,
): Expression | null {
  const body = entry.node.body?.statements ?? [];
  const [statement] = body;
  if (context.stackArrays !== null || !entry.module.inline || node.arguments.length > 0)
    return null;
  if (body.length !== 1 || !statement || !ts.isReturnStatement(statement) || !statement.expression)
    return null;
  const value = context.within(entry.module).expression(statement.expression);
  return convert(value, signature.result, node, context.diagnostics);
}

function convertedArguments(
  name: string,
  types: readonly MachineType[],
  node: ts.CallExpression,
  context: Context,
): Expression[] {
  requireCount(name, node, types.length, types.length, context);
  return types.map((type, index) => {
    const argument = node.arguments[index] as ts.Expression;
    return convert(context.expression(argument), type, argument, context.diagnostics);
  });
}

function requireCount(
  name: string,
  node: ts.CallExpression,
  least: number,
  most: number,
  context: Context,
): void {
  const count = node.arguments.length;
  if (count >= least && count <= most) return;
  const wanted = least === most ? String(least) : `${least} to ${most}`;
  context.reject(
    node,
    'argumentCount',
    `"${name}" takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${count}`,
  );
}

function callIntrinsic(name: string, node: ts.CallExpression, context: Context): Expression {
  const plain = PLAIN_INTRINSICS.get(name);
  if (plain !== undefined) {
    const values = convertedArguments(name, plain.parameters, node, context);
    return (
      folded(name, values) ??
      atom(`drm_${name}(${values.map(({ c }) => c).join(', ')})`, plain.result)
    );
  }
  if (DATA_MAKERS.has(name))
    context.reject(node, 'intrinsic', `"${name}" initialises a module-level const`);
  if (CAST_INTRINSICS.has(name)) {
    requireCount(name, node, 1, 1, context);
    const argument = node.arguments[0] as ts.Expression;
    return convertExplicitly(
      context.expression(argument),
      name as MachineType,
      argument,
      context.diagnostics,
    );
  }
  return callSpecial(name, node, context);
}

function folded(name: string, values: readonly Expression[]): Expression | null {
  const value = values[0]?.value;
  if (value === undefined || (name !== 'bitsOf' && name !== 'doubleOf')) return null;
  const view = new DataView(new ArrayBuffer(8));
  if (name === 'bitsOf') {
    view.setFloat64(0, Number(value));
    return known(view.getBigUint64(0), 'u64');
  }
  view.setBigUint64(0, BigInt(value));
  const double = view.getFloat64(0);
  // A NaN's payload does not survive a literal.
  return Number.isNaN(double) ? null : known(double, 'f64');
}

function callSpecial(name: string, node: ts.CallExpression, context: Context): Expression {
  const [least, most] = name === 'systemCall' || name === 'callAddress' ? [1, 7] : [1, 1];
  requireCount(name, node, least, most, context);
  const first = node.arguments[0] as ts.Expression;
  switch (name) {
    case 'asValue': {
      const bits = context.expression(first);
      if (!isInteger(bits.type))
        context.reject(first, 'conversion', `asValue(...) takes 64 bits, not ${bits.type}`);
      return cast(convert(bits, 'u64', first, context.diagnostics), 'Value');
    }
    case 'bitsOfValue':
      return cast(convert(context.expression(first), 'Value', first, context.diagnostics), 'u64');
    case 'systemCall':
      return systemCall(node, context);
    case 'callAddress':
      return callAddress(node, context);
    case 'addressOf':
      return addressOf(first, context);
    case 'symbolAddress':
      return symbolAddress(text(first, name, context), context);
    case 'symbolKey':
      return context.symbol(text(first, name, context));
    case 'asciiText':
      return asciiText(first, context);
    default:
      return stackValues(first, context);
  }
}

function systemCall(node: ts.CallExpression, context: Context): Expression {
  const values = node.arguments.map((argument, index) =>
    convert(
      context.expression(argument),
      index === 0 ? 'i64' : 'u64',
      argument,
      context.diagnostics,
    ),
  );
  const texts = values.map(({ c }) => c);
  while (texts.length < 7) texts.push('0');
  return atom(`drm_systemCall(${texts.join(', ')})`, 'i64');
}

function callAddress(node: ts.CallExpression, context: Context): Expression {
  const values = node.arguments.map((argument) => {
    const value = context.expression(argument);
    // A callee of any machine signature: Values and booleans travel in the same registers.
    if (value.type === 'Value' || value.type === 'bool') return cast(value, 'u64');
    return convert(value, 'u64', argument, context.diagnostics);
  });
  const [code, ...rest] = values as [Expression, ...Expression[]];
  const types = rest.length === 0 ? 'void' : rest.map(() => 'uint64_t').join(', ');
  return atom(
    `((uint64_t(*)(${types}))${operand(code)})(${rest.map(({ c }) => c).join(', ')})`,
    'u64',
  );
}

function addressOf(node: ts.Expression, context: Context): Expression {
  if (!ts.isIdentifier(node)) context.reject(node, 'intrinsic', 'addressOf(...) takes a name');
  if (context.local(node.text))
    context.reject(
      node,
      'intrinsic',
      'addressOf(...) takes a function or a module variable; for locals use stackValues(n)',
    );
  const entry = context.program.entry(context.module, node.text);
  if (entry?.kind === 'variable') return linkTime(`((uint64_t)&${entry.cName})`, 'ptr');
  if (entry?.kind === 'table') return linkTime(`((uint64_t)${entry.cName})`, 'ptr');
  if (entry?.kind !== 'function')
    context.reject(node, 'intrinsic', `"${node.text}" has no address`);
  const signature = context.program.signature(entry);
  return signature === null ? context.silent() : linkTime(`((uint64_t)&${signature.cName})`, 'ptr');
}

function symbolAddress(name: string, context: Context): Expression {
  const cName = `drx_${name.replace(/[^A-Za-z0-9_]/g, '_')}`;
  context.output.declarations.add(`extern DrCell ${cName} __asm__(${JSON.stringify(name)});`);
  return linkTime(`((uint64_t)&${cName})`, 'ptr');
}

function asciiText(node: ts.Expression, context: Context): Expression {
  const value = text(node, 'asciiText', context);
  let c = '';
  for (const character of value) {
    const unit = character.codePointAt(0) as number;
    if (unit > 0x7f) context.reject(node, 'intrinsic', 'asciiText(...) takes ASCII only');
    c += /[A-Za-z0-9 .,:;()/_=%+*<>[\]{}@#!-]/.test(character)
      ? character
      : `\\${unit.toString(8).padStart(3, '0')}`;
  }
  return linkTime(`((uint64_t)"${c}")`, 'ptr');
}

function stackValues(node: ts.Expression, context: Context): Expression {
  const count = context.expression(node).value;
  if (typeof count !== 'bigint' || count < 1n || count > 4096n)
    context.reject(node, 'intrinsic', 'stackValues(...) takes a constant from 1 to 4096');
  if (context.stackArrays === null)
    context.reject(node, 'intrinsic', 'stackValues(...) belongs in a function');
  context.stackArrays.push(Number(count));
  return compound(`(uint64_t)l_stack${context.stackArrays.length}`, 'ptr');
}

function text(node: ts.Expression, name: string, context: Context): string {
  if (!ts.isStringLiteral(node))
    context.reject(node, 'intrinsic', `${name}(...) takes a string literal`);
  return node.text;
}
