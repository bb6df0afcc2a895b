// Template literals and tagged templates. Layer: compiler, lower.

import ts from 'typescript';
import type { Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { unwrap } from '../analyze-scopes.ts';
import { calleeText } from '../source-text.ts';
import { lowerChainWithReceiver, readMember, superThis } from './member.ts';

export function lowerTemplate(lowering: FunctionLowering, node: ts.TemplateExpression): Register {
  const { builder } = lowering;
  let result: Register | null = node.head.text === '' ? null : builder.string(node.head.text);
  const add = (part: Register): void => {
    result = result === null ? part : builder.runtime('concatStrings', result, part);
  };
  for (const span of node.templateSpans) {
    const value = lowering.expression(span.expression);
    lowering.at(span.expression);
    add(builder.runtime('toStringOf', value));
    if (span.literal.text !== '') add(builder.string(span.literal.text));
  }
  return result!;
}

/** The strings array of a tagged template is made once per site, and frozen. */
export function lowerTaggedTemplate(
  lowering: FunctionLowering,
  node: ts.TaggedTemplateExpression,
): Register {
  const { builder } = lowering;
  const { callee, receiver } = lowerTag(lowering, unwrap(node.tag));
  const args = [templateObject(lowering, node)];
  if (ts.isTemplateExpression(node.template)) {
    for (const span of node.template.templateSpans) args.push(lowering.expression(span.expression));
  }
  lowering.at(node);
  const target = builder.register();
  builder.emit({
    op: 'call',
    target,
    callee,
    thisValue: receiver,
    args,
    text: calleeText(node.tag),
  });
  return target;
}

function lowerTag(
  lowering: FunctionLowering,
  tag: ts.Expression,
): { callee: Register; receiver: Register | null } {
  if (!ts.isPropertyAccessExpression(tag) && !ts.isElementAccessExpression(tag))
    return { callee: lowering.expression(tag), receiver: null };
  if (ts.isOptionalChain(tag)) {
    const { value, receiver } = lowerChainWithReceiver(lowering, tag);
    return { callee: value, receiver };
  }
  if (tag.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const receiver = superThis(lowering);
    return { callee: lowering.expression(tag), receiver };
  }
  const receiver = lowering.expression(tag.expression);
  return { callee: readMember(lowering, tag, receiver), receiver };
}

/** tsc's TokenFlags.ContainsInvalidEscape, which its types leave out. */
const CONTAINS_INVALID_ESCAPE = 1 << 11;

/** Only a tag may have such a template: its text has no value, its raw text has. */
function hasInvalidEscape(part: ts.Node): boolean {
  const { templateFlags = 0 } = part as { templateFlags?: number };
  return (templateFlags & CONTAINS_INVALID_ESCAPE) !== 0;
}

function templateObject(lowering: FunctionLowering, node: ts.TaggedTemplateExpression): Register {
  const { builder } = lowering;
  const { template } = node;
  const parts = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template]
    : [template.head, ...template.templateSpans.map((span) => span.literal)];
  const site = lowering.module.anonymousGlobal('template', template);
  const cached = builder.register();
  builder.emit({ op: 'loadGlobal', target: cached, variable: site });
  const result = builder.register();
  builder.move(result, cached);
  const make = builder.newBlock();
  const end = builder.newBlock();
  builder.branch(builder.runtime('isUndefined', cached), make, end);
  builder.startBlock(make);
  const array = (texts: (string | undefined)[]): Register => {
    const list = builder.runtime('newArray', { kind: 'raw', text: String(texts.length) });
    for (const text of texts)
      builder.runtimeVoid(
        'arrayPush',
        list,
        text === undefined ? { kind: 'undefined' } : { kind: 'string', value: text },
      );
    return list;
  };
  const cooked = array(parts.map((part) => (hasInvalidEscape(part) ? undefined : part.text)));
  const raw = array(parts.map((part) => rawText(part)));
  builder.move(result, builder.runtime('finishTemplateObject', cooked, raw));
  builder.emit({ op: 'storeGlobal', variable: site, value: result });
  builder.jump(end);
  builder.startBlock(end);
  return result;
}

function rawText(part: ts.TemplateLiteralLikeNode): string {
  const text = part.getText();
  const end =
    part.kind === ts.SyntaxKind.NoSubstitutionTemplateLiteral ||
    part.kind === ts.SyntaxKind.TemplateTail
      ? 1
      : 2;
  return text.slice(1, text.length - end).replace(/\r\n?/g, '\n');
}
