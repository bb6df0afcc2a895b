// Module syntax inside functions and at the end of modules: export default, export =, import(). Layer: compiler, lower.

import ts from 'typescript';
import type { Register } from '../ir/ir.ts';
import type { FunctionLowering } from './function-lowering.ts';
import { lowerNamed, newFunction } from './functions.ts';
import { FunctionLowering as Lowering } from './function-lowering.ts';

export function lowerExportAssignment(lowering: FunctionLowering, node: ts.ExportAssignment): void {
  if (node.isExportEquals) {
    const value = lowering.expression(node.expression);
    const module = lowering.scope.lookup('module');
    if (module)
      lowering.builder.emit({
        op: 'setProperty',
        object: lowering.loadPlace(module),
        key: 'exports',
        value,
      });
    else
      lowering.module.refuse(
        node,
        'DR1034',
        "'export =' needs a CommonJS module",
        'write export default',
      );
    return;
  }
  const value = lowerNamed(lowering, node.expression, 'default');
  const variable = lowering.module.scopes.root.variables.get('default')!;
  lowering.storePlace(variable, value);
}

/** `import('literal')`: a promise of the namespace object, after the module is evaluated. */
export function lowerImportCall(lowering: FunctionLowering, node: ts.CallExpression): Register {
  const { builder, module } = lowering;
  const argument = node.arguments[0];
  if (argument === undefined || !ts.isStringLiteralLike(argument)) {
    module.refuse(
      node,
      'DR1012',
      "'import()' of something that is no literal cannot be compiled",
      'name the module in the call, one branch for each',
    );
    return builder.undefined();
  }
  const record = module.record.imports.get(argument.text);
  if (!record) return builder.undefined();
  const { program } = module;
  const thunk = newFunction(module, node, {
    name: '<import>',
    kind: 'module',
    flags: 0,
    length: 0,
  });
  thunk.lowerBody = () => {
    const inner = new Lowering(module, thunk, module.scopes.root);
    inner.at(node);
    const result = record.isLibrary
      ? inner.builder.undefined()
      : program.functions.evaluation.evaluate(inner, record);
    inner.builder.end({ op: 'return', value: result });
  };
  const namespace = newFunction(module, node, {
    name: '<namespace>',
    kind: 'module',
    flags: 0,
    length: 0,
  });
  namespace.lowerBody = () => {
    const inner = new Lowering(module, namespace, module.scopes.root);
    inner.at(node);
    inner.builder.end({ op: 'return', value: program.functions.namespaceObject(inner, record) });
  };
  lowering.at(node);
  const closures = [thunk, namespace].map((fn) => {
    const target = builder.register();
    builder.emit({ op: 'closure', target, fn, environment: null, home: null });
    return target;
  });
  const target = builder.register();
  builder.emit({
    op: 'callKnown',
    target,
    fn: program.libraryFunction('ecma/promise/import', 'importModule'),
    callee: null,
    thisValue: null,
    args: closures,
  });
  return target;
}
