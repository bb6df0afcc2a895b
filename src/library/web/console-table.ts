// Console table: the box that console.table draws. Layer: web. Pure but for inspect.

import { inspectorOf } from '../base/inspectors.ts';
import { inspect } from '../node/util/inspect.ts';
import { stringWidth } from '../node/util/string-width.ts';
import { isProxyCell, isTypedArrayCell } from '../runtime/inspect-kinds.ts';

const INDEX = '(index)';
const ITERATION = '(iteration index)';

/** The table of any object's rows; `properties` limits its columns. */
export function tableText(data: any, properties: any): string {
  const inspector = isProxyCell(data) ? undefined : inspectorOf(data);
  if (inspector !== undefined) {
    const kind = inspector.kind;
    const content = inspector.read(data);
    if (kind === 'Map') return pairTable(content);
    if (kind === 'Set') return listTable(content);
    if (kind === 'Map Iterator') {
      return content.keyed ? pairTable(content.list) : listTable(content.list);
    }
    if (kind === 'Set Iterator') return listTable(content.list);
  }
  return objectTable(data, properties);
}

function cellText(value: any): string {
  const wide =
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    !isTypedArrayCell(value) &&
    Object.keys(value).length > 2;
  return inspect(value, { depth: wide ? -1 : 0, maxArrayLength: 3, breakLength: Infinity });
}

function indexColumn(length: number): string[] {
  const column: string[] = [];
  for (let i = 0; i < length; i++) column.push(String(i));
  return column;
}

/** `list`: key, value, key, value ... */
function pairTable(list: any[]): string {
  const keys: string[] = [];
  const values: string[] = [];
  for (let i = 0; i < list.length; i += 2) {
    keys.push(cellText(list[i]));
    values.push(cellText(list[i + 1]));
  }
  return boxText([ITERATION, 'Key', 'Values'], [indexColumn(keys.length), keys, values]);
}

function listTable(list: any[]): string {
  const values: string[] = [];
  for (let i = 0; i < list.length; i++) values.push(cellText(list[i]));
  return boxText([ITERATION, 'Values'], [indexColumn(values.length), values]);
}

function isPrimitive(value: any): boolean {
  return value === null || (typeof value !== 'function' && typeof value !== 'object');
}

function objectTable(data: any, properties: any): string {
  const rows = Object.keys(data);
  // A plain object keeps the columns in the order that Object.keys gives, indices first.
  const columns: any = Object.create(null);
  const primitives: (string | undefined)[] = [];
  let hasPrimitives = false;
  for (let row = 0; row < rows.length; row++) {
    const item = data[rows[row]!];
    const primitive = isPrimitive(item);
    if (properties === undefined && primitive) {
      hasPrimitives = true;
      primitives[row] = cellText(item);
      continue;
    }
    const keys: any[] = properties || Object.keys(item);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (columns[key] === undefined) columns[key] = [];
      const present = !primitive && Object.hasOwn(item, key);
      columns[key][row] = present ? cellText(item[key]) : '';
    }
  }
  const head = Object.keys(columns);
  const cells: (string | undefined)[][] = [rows];
  for (let i = 0; i < head.length; i++) cells.push(columns[head[i]!]);
  if (hasPrimitives) {
    head.push('Values');
    cells.push(primitives);
  }
  head.unshift(INDEX);
  return boxText(head, cells);
}

/** Draws columns of cells below their headings. */
function boxText(head: string[], columns: (string | undefined)[][]): string {
  let height = 0;
  const widths: number[] = [];
  for (let i = 0; i < head.length; i++) {
    const column = columns[i]!;
    if (column.length > height) height = column.length;
    let width = stringWidth(head[i]!, true);
    for (let j = 0; j < column.length; j++) {
      width = Math.max(width, stringWidth(column[j] ?? '', true));
    }
    widths.push(width);
  }
  const dividers: string[] = [];
  for (let i = 0; i < widths.length; i++) dividers.push('─'.repeat(widths[i]! + 2));
  let result = '┌' + dividers.join('┬') + '┐\n' + rowText(head, widths) + '\n';
  result += '├' + dividers.join('┼') + '┤\n';
  for (let row = 0; row < height; row++) {
    const cells: string[] = [];
    for (let i = 0; i < head.length; i++) cells.push(columns[i]![row] ?? '');
    result += rowText(cells, widths) + '\n';
  }
  return result + '└' + dividers.join('┴') + '┘';
}

function rowText(cells: string[], widths: number[]): string {
  let row = '│ ';
  for (let i = 0; i < cells.length; i++) {
    row += cells[i]! + ' '.repeat(widths[i]! - stringWidth(cells[i]!, true));
    if (i !== cells.length - 1) row += ' │ ';
  }
  return row + ' │';
}
