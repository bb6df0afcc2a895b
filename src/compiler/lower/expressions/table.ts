// The table of expression lowerings: one entry per syntax kind. Layer: compiler, lower.

import ts from 'typescript';
import type { Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { lowerAwait, lowerYield } from './suspend.ts';
import { lowerBinary } from './binary.ts';
import { lowerCall, lowerNew } from './call.ts';
import { lowerClassExpression } from '../class.ts';
import { lowerConditional } from './conditional.ts';
import { lowerFunctionExpression } from '../functions.ts';
import { lowerIdentifier } from './identifier.ts';
import { lowerElementAccess, lowerPropertyAccess } from './member.ts';
import { lowerArrayLiteral, lowerObjectLiteral } from './literals.ts';
import { lowerMetaProperty, lowerThis } from './this.ts';
import { lowerTaggedTemplate, lowerTemplate } from './template.ts';
import { lowerDelete, lowerPostfix, lowerPrefix, lowerTypeof, lowerVoid } from './unary.ts';

type Lowering = (lowering: FunctionLowering, node: never) => Register;

const table = new Map<ts.SyntaxKind, Lowering>([
  [ts.SyntaxKind.Identifier, lowerIdentifier],
  [
    ts.SyntaxKind.NumericLiteral,
    (f, node: ts.NumericLiteral) => f.builder.number(Number(node.text)),
  ],
  [ts.SyntaxKind.StringLiteral, (f, node: ts.StringLiteral) => f.builder.string(node.text)],
  [
    ts.SyntaxKind.NoSubstitutionTemplateLiteral,
    (f, node: ts.NoSubstitutionTemplateLiteral) => f.builder.string(node.text),
  ],
  [ts.SyntaxKind.TrueKeyword, (f) => f.builder.constant({ kind: 'true' })],
  [ts.SyntaxKind.FalseKeyword, (f) => f.builder.constant({ kind: 'false' })],
  [ts.SyntaxKind.NullKeyword, (f) => f.builder.constant({ kind: 'null' })],
  [ts.SyntaxKind.ThisKeyword, lowerThis],
  [ts.SyntaxKind.MetaProperty, lowerMetaProperty],
  [ts.SyntaxKind.RegularExpressionLiteral, lowerRegularExpression],
  [ts.SyntaxKind.ArrayLiteralExpression, lowerArrayLiteral],
  [ts.SyntaxKind.ObjectLiteralExpression, lowerObjectLiteral],
  [ts.SyntaxKind.PropertyAccessExpression, lowerPropertyAccess],
  [ts.SyntaxKind.ElementAccessExpression, lowerElementAccess],
  [ts.SyntaxKind.CallExpression, lowerCall],
  [ts.SyntaxKind.NewExpression, lowerNew],
  [ts.SyntaxKind.FunctionExpression, lowerFunctionExpression],
  [ts.SyntaxKind.ArrowFunction, lowerFunctionExpression],
  [ts.SyntaxKind.ClassExpression, lowerClassExpression],
  [ts.SyntaxKind.BinaryExpression, lowerBinary],
  [ts.SyntaxKind.PrefixUnaryExpression, lowerPrefix],
  [ts.SyntaxKind.PostfixUnaryExpression, lowerPostfix],
  [ts.SyntaxKind.DeleteExpression, lowerDelete],
  [ts.SyntaxKind.TypeOfExpression, lowerTypeof],
  [ts.SyntaxKind.VoidExpression, lowerVoid],
  [ts.SyntaxKind.ConditionalExpression, lowerConditional],
  [ts.SyntaxKind.TemplateExpression, lowerTemplate],
  [ts.SyntaxKind.TaggedTemplateExpression, lowerTaggedTemplate],
  [ts.SyntaxKind.AwaitExpression, lowerAwait],
  [ts.SyntaxKind.YieldExpression, lowerYield],
  [ts.SyntaxKind.ParenthesizedExpression, lowerInner],
  [ts.SyntaxKind.AsExpression, lowerInner],
  [ts.SyntaxKind.NonNullExpression, lowerInner],
  [ts.SyntaxKind.TypeAssertionExpression, lowerInner],
  [ts.SyntaxKind.SatisfiesExpression, lowerInner],
  [ts.SyntaxKind.ExpressionWithTypeArguments, lowerInner],
] as [ts.SyntaxKind, Lowering][]);

/** Lowers an expression; the register holds its value. */
export function lowerExpression(lowering: FunctionLowering, node: ts.Expression): Register {
  const lower = table.get(node.kind);
  if (lower === undefined) {
    lowering.module.refuse(
      node,
      'DR1001',
      `${ts.SyntaxKind[node.kind]} cannot be compiled`,
      'rewrite it with supported syntax',
    );
    return lowering.builder.undefined();
  }
  return lower(lowering, node as never);
}

function lowerInner(
  lowering: FunctionLowering,
  node: { expression: ts.Expression } & ts.Node,
): Register {
  return lowerExpression(lowering, node.expression);
}

function lowerRegularExpression(
  lowering: FunctionLowering,
  node: ts.RegularExpressionLiteral,
): Register {
  const end = node.text.lastIndexOf('/');
  const { builder } = lowering;
  lowering.at(node);
  const create = lowering.module.libraryFunction('ecma/regexp/regexp', 'createRegExpLiteral');
  const target = builder.register();
  const source = builder.string(node.text.slice(1, end));
  const flags = builder.string(node.text.slice(end + 1));
  builder.emit({
    op: 'callKnown',
    target,
    fn: create,
    callee: null,
    thisValue: null,
    args: [source, flags],
  });
  return target;
}
