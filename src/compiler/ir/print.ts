// Functions as text, for --dump. Layer: compiler.

import { reachableBlocks } from '../optimize/liveness.ts';
import type { IrFunction } from './ir.ts';

export function printFunction(fn: IrFunction): string {
  const lines = [
    `function ${fn.cName} (${fn.kind} "${fn.name}", parameters ${fn.parameters.map((register) => `r${register}`).join(' ')})`,
  ];
  for (const block of reachableBlocks(fn)) {
    lines.push(`  B${block.id}:${block.handler === null ? '' : ` (throws to B${block.handler})`}`);
    for (const instruction of block.instructions) lines.push(`    ${printOne(fn, instruction)}`);
    if (block.terminator) lines.push(`    ${printOne(fn, block.terminator)}`);
  }
  return lines.join('\n');
}

function printOne(fn: IrFunction, node: { op: string; position: unknown }): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === 'op' || key === 'position') continue;
    parts.push(
      `${key}=${JSON.stringify(value, (_name, inner: unknown) => (isFunction(inner) ? inner.cName : inner))}`,
    );
  }
  const target =
    'target' in node && typeof node.target === 'number' ? fn.registers[node.target] : undefined;
  return `${node.op} ${parts.join(' ')}${target ? ` : ${target.type}` : ''}`;
}

function isFunction(value: unknown): value is IrFunction {
  return typeof value === 'object' && value !== null && 'cName' in value && 'blocks' in value;
}
