// Refuses regular expression literals that are malformed or need Unicode's property tables. Layer: compiler, check.

import ts from 'typescript';
import type { CheckContext } from '../check-syntax.ts';

export function refuseRegularExpressions(node: ts.Node, context: CheckContext): void {
  if (!ts.isRegularExpressionLiteral(node)) return;
  const end = node.text.lastIndexOf('/');
  const source = node.text.slice(1, end);
  const flags = node.text.slice(end + 1);
  const problem = syntaxError(source, flags);
  if (problem !== null) {
    context.refuse(node, 'DR1051', problem, 'correct the pattern');
  } else if (/[uv]/.test(flags) && /(^|[^\\])(\\\\)*\\[pP]\{/.test(source)) {
    context.refuse(
      node,
      'DR1050',
      'Unicode property escapes cannot be compiled yet: the image has no property tables',
      'name the ranges of characters',
    );
  }
}

/** What Node, the oracle, says of the pattern. */
function syntaxError(source: string, flags: string): string | null {
  try {
    new RegExp(source, flags);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
