// Calls that library code makes of the compiler and the runtime: language intrinsics and machine functions.
// Layer: compiler, lower.

import ts from 'typescript';
import type { Operand, Register } from '../ir/ir.ts';
import type { FunctionLowering } from './function-lowering.ts';

/** Language intrinsics (machine/language.ts) to runtime functions of the same parameters. */
const direct = new Map<string, string>([
  ['isObject', 'isObjectValue'],
  ['isCallable', 'isCallable'],
  ['isConstructor', 'isConstructor'],
  ['toObject', 'toObjectValue'],
  ['toPropertyKey', 'toPropertyKeyValue'],
  ['toNumber', 'toNumberValue'],
  ['toNumeric', 'toNumericValue'],
  ['toStringValue', 'toStringOf'],
  ['toIntegerOrInfinity', 'toIntegerOrInfinityValue'],
  ['toLength', 'toLengthValue'],
  ['invokeWithList', 'callWithArray'],
  ['constructWithList', 'constructWithArray'],
]);

/** Null when `callee` is an ordinary name. */
export function lowerIntrinsicCall(
  lowering: FunctionLowering,
  node: ts.CallExpression,
  callee: ts.Identifier,
): Register | null {
  const { module } = lowering;
  if (!module.isLibrary && module.record.path !== module.program.rootPath) return null;
  const variable = lowering.scope.lookup(callee.text);
  if (variable?.kind !== 'import') return null;
  const record = module.record.imports.get(variable.importFrom!.specifier);
  if (record?.kind !== 'machine') return null;
  const name = variable.importFrom!.name;
  if (record.name === 'machine/language') return lowerLanguageCall(lowering, node, name);
  const args = node.arguments.map((argument) => lowering.expression(argument));
  lowering.at(node);
  const known = module.program.machineFunction(record, name);
  if (known === null) {
    module.refuse(node, 'DR1041', `'${name}' is no function of ${record.name}`, 'check the name');
    return lowering.builder.undefined();
  }
  while (args.length < known.parameters.length) args.push(lowering.builder.undefined());
  return lowering.builder.runtime(known.name, ...args.slice(0, known.parameters.length));
}

function lowerLanguageCall(
  lowering: FunctionLowering,
  node: ts.CallExpression,
  name: string,
): Register {
  const { builder, module } = lowering;
  if (name === 'evaluateProgram') return module.program.evaluateProgram(lowering);
  const args = node.arguments.map((argument) => lowering.expression(argument));
  lowering.at(node);
  const target = builder.register();
  const text = node.arguments[0]?.getText() ?? '';
  switch (name) {
    case 'invoke':
      builder.emit({
        op: 'call',
        target,
        callee: args[0]!,
        thisValue: args[1]!,
        args: args.slice(2),
        text,
      });
      return target;
    case 'construct':
      builder.emit({
        op: 'construct',
        target,
        callee: args[0]!,
        newTarget: args[1]!,
        args: args.slice(2),
        text,
      });
      return target;
    case 'toPrimitive': {
      const hint = node.arguments[1];
      const text = hint && ts.isStringLiteral(hint) ? hint.text : 'default';
      const number = { default: '0', number: '1', string: '2' }[text]!;
      return builder.runtime('toPrimitive', args[0]!, { kind: 'raw', text: number });
    }
  }
  const runtime = direct.get(name);
  if (runtime === undefined) {
    module.refuse(node, 'DR1042', `'${name}' is no language intrinsic`, 'see machine/language.ts');
    return builder.undefined();
  }
  return builder.runtime(runtime, ...(args as Operand[]));
}
