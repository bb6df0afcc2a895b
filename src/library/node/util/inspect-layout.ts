// Inspect layout: how the printed entries of one object are joined: on one line, in columns, or one per line.
// Layer: node. Pure.

import type { InspectContext } from './inspect-context.ts';
import { stripControlSequences, stringWidth } from './string-width.ts';

/** Entries of plain objects; of arrays beyond the elements; array elements. */
export const OBJECT_ENTRY = 0;
export const ARRAY_ENTRY = 1;
export const ARRAY_EXTRA_ENTRY = 2;

function printedLength(text: string, colors: boolean): number {
  return colors ? stripControlSequences(text).length : text.length;
}

function fitsOnLine(
  context: InspectContext,
  output: string[],
  start: number,
  base: string,
): boolean {
  let total = output.length + start;
  if (total + output.length > context.breakLength) return false;
  for (let i = 0; i < output.length; i++) {
    total += printedLength(output[i]!, context.colors);
    if (total > context.breakLength) return false;
  }
  return base === '' || !base.includes('\n');
}

/** Joins what was printed of an object at nesting `level` between `open` and `close`; `value` is the array itself for column alignment. */
export function joinEntries(
  context: InspectContext,
  entries: string[],
  base: string,
  open: string,
  close: string,
  entryType: number,
  level: number,
  value: any,
): string {
  let output = entries;
  const prefix = base === '' ? open : base + ' ' + open;
  if (context.compact !== true) {
    if (typeof context.compact === 'number' && context.compact >= 1) {
      if (entryType === ARRAY_EXTRA_ENTRY && entries.length > 6) {
        output = groupInColumns(context, entries, value);
      }
      if (context.currentDepth - level < context.compact && entries.length === output.length) {
        const start = output.length + context.indentation + open.length + base.length + 10;
        if (fitsOnLine(context, output, start, base)) {
          const line = output.join(', ');
          if (!line.includes('\n')) return prefix + ' ' + line + ' ' + close;
        }
      }
    }
    const indentation = '\n' + ' '.repeat(context.indentation);
    return (
      prefix + indentation + '  ' + output.join(',' + indentation + '  ') + indentation + close
    );
  }
  if (fitsOnLine(context, output, 0, base)) {
    return open + (base === '' ? '' : ' ' + base) + ' ' + output.join(', ') + ' ' + close;
  }
  const indentation = ' '.repeat(context.indentation);
  const lead =
    base === '' && open.length === 1
      ? ' '
      : (base === '' ? '' : ' ' + base) + '\n' + indentation + '  ';
  return open + lead + output.join(',\n' + indentation + '  ') + ' ' + close;
}

/** Puts short array elements into columns of equal width; returns `output` itself when that does not pay. */
function groupInColumns(context: InspectContext, output: string[], value: any): string[] {
  const hasMoreItems = context.maxArrayLength < output.length;
  const count = hasMoreItems ? output.length - 1 : output.length;
  const separatorSpace = 2;
  const widths: number[] = [];
  let totalWidth = 0;
  let maxWidth = 0;
  for (let i = 0; i < count; i++) {
    const width = stringWidth(output[i]!, context.colors);
    widths.push(width);
    totalWidth += width + separatorSpace;
    if (width > maxWidth) maxWidth = width;
  }
  const columnWidth = maxWidth + separatorSpace;
  const worthwhile =
    columnWidth * 3 + context.indentation < context.breakLength &&
    (totalWidth / columnWidth > 5 || maxWidth <= 6);
  if (!worthwhile) return output;

  // A character is about 2.5 times as high as wide; aim for a square, biased by how much shorter most entries are.
  const averageBias = Math.sqrt(columnWidth - totalWidth / output.length);
  const biasedWidth = Math.max(columnWidth - 3 - averageBias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biasedWidth * count) / biasedWidth),
    Math.floor((context.breakLength - context.indentation) / columnWidth),
    context.compact * 4,
    15,
  );
  if (columns <= 1) return output;
  const columnWidths: number[] = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let i = column; i < output.length; i += columns) {
      if (i < count && widths[i]! > width) width = widths[i]!;
    }
    columnWidths.push(width + separatorSpace);
  }
  const alignRight = value === undefined || holdsNumbersOnly(value, output.length);
  const rows: string[] = [];
  for (let i = 0; i < count; i += columns) {
    rows.push(columnRow(output, widths, columnWidths, i, Math.min(i + columns, count), alignRight));
  }
  if (hasMoreItems) rows.push(output[count]!);
  return rows;
}

function holdsNumbersOnly(value: any, count: number): boolean {
  for (let i = 0; i < count; i++) {
    const type = typeof value[i];
    if (type !== 'number' && type !== 'bigint') return false;
  }
  return true;
}

/** Entries `from` to `to` as one line; the last one is padded only when aligned to the right. */
function columnRow(
  output: string[],
  widths: number[],
  columnWidths: number[],
  from: number,
  to: number,
  alignRight: boolean,
): string {
  let row = '';
  for (let i = from; i < to; i++) {
    const last = i === to - 1;
    const entry = last ? output[i]! : output[i]! + ', ';
    const space = columnWidths[i - from]! - widths[i]! - 2;
    const padding = space > 0 ? ' '.repeat(space) : '';
    if (alignRight) row += padding + entry;
    else row += last ? entry : entry + padding;
  }
  return row;
}
