// References: something that is read and then written (a.b += 1, x++), its parts evaluated once. Layer: compiler, lower.

import ts from 'typescript';
import type { Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { unwrap } from '../analyze-scopes.ts';
import { isIndex, privateName, superHome, superThis } from './member.ts';

export interface Reference {
  read(): Register;
  write(value: Register): void;
}

export function lowerReference(lowering: FunctionLowering, target: ts.Expression): Reference {
  const node = unwrap(target);
  const { builder } = lowering;
  if (ts.isIdentifier(node)) return variableReference(lowering, node);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return superReference(lowering, node);
    const object = lowering.expression(node.expression);
    if (ts.isPropertyAccessExpression(node)) {
      if (ts.isPrivateIdentifier(node.name)) {
        const name = privateName(lowering, node.name);
        return {
          read: () => {
            const value = builder.register();
            lowering.at(node.name);
            builder.emit({ op: 'getPrivate', target: value, object, name });
            return value;
          },
          write: (value) => {
            lowering.at(node.name);
            builder.emit({ op: 'setPrivate', object, name, value });
          },
        };
      }
      return namedReference(lowering, node.name, object, node.name.text);
    }
    const literal = unwrap(node.argumentExpression);
    if (ts.isStringLiteralLike(literal) && !isIndex(literal.text)) {
      return namedReference(lowering, node, object, literal.text);
    }
    const key = lowering.expression(node.argumentExpression);
    return {
      read: () => {
        const value = builder.register();
        lowering.at(node.argumentExpression);
        builder.emit({ op: 'getElement', target: value, object, key });
        return value;
      },
      write: (value) => {
        lowering.at(node.argumentExpression);
        builder.emit({ op: 'setElement', object, key, value });
      },
    };
  }
  lowering.module.refuse(
    node,
    'DR1002',
    'this is no assignment target',
    'assign to a variable or a property',
  );
  const nothing = builder.undefined();
  return { read: () => nothing, write: () => {} };
}

function variableReference(lowering: FunctionLowering, node: ts.Identifier): Reference {
  const { builder } = lowering;
  const variable = lowering.scope.lookup(node.text);
  if (variable === null) {
    return {
      read: () => lowering.expression(node),
      write: (value) => {
        lowering.at(node);
        builder.runtimeVoid('setGlobal', { kind: 'string', value: node.text }, value);
      },
    };
  }
  return {
    read: () => {
      lowering.at(node);
      return lowering.readVariable(variable, node);
    },
    write: (value) => {
      lowering.at(node);
      lowering.assignVariable(variable, value, node);
    },
  };
}

function namedReference(
  lowering: FunctionLowering,
  node: ts.Node,
  object: Register,
  key: string,
): Reference {
  const { builder } = lowering;
  return {
    read: () => {
      lowering.at(node);
      return builder.getProperty(object, key);
    },
    write: (value) => {
      lowering.at(node);
      builder.emit({ op: 'setProperty', object, key, value });
    },
  };
}

function superReference(
  lowering: FunctionLowering,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): Reference {
  const { builder } = lowering;
  const receiver = superThis(lowering);
  const key = ts.isPropertyAccessExpression(node)
    ? builder.string(node.name.text)
    : lowering.expression(node.argumentExpression);
  // A computed key is converted when the property is used: after the right side of an assignment.
  const keyNow = (): Register =>
    ts.isPropertyAccessExpression(node) ? key : builder.runtime('toPropertyKeyValue', key);
  return {
    read: () => {
      const property = keyNow();
      return builder.runtime('getWithReceiver', superHome(lowering), property, receiver);
    },
    write: (value) => {
      const property = keyNow();
      builder.runtimeVoid('setWithReceiver', superHome(lowering), property, value, receiver);
    },
  };
}
