// Difference: a short unified diff of two texts. Layer: tests.

const CONTEXT = 2;
const LONGEST = 40;

/** Lines of `expected` with -, of `actual` with +, with some context; empty when they are equal. */
export function difference(expected: string, actual: string): string {
  if (expected === actual) return '';
  const script = editScript(expected.split('\n'), actual.split('\n'));
  const shown = script.map((line, i) =>
    script.slice(Math.max(0, i - CONTEXT), i + CONTEXT + 1).some(([mark]) => mark !== ' '),
  );
  const lines: string[] = [];
  script.forEach(([mark, text], i) => {
    if (shown[i]) lines.push(`${mark}${text}`);
    else if (shown[i - 1]) lines.push('@@');
  });
  if (lines.length > LONGEST)
    lines.splice(LONGEST, lines.length, `(${lines.length - LONGEST} more lines)`);
  return lines.join('\n');
}

type Edit = readonly [mark: ' ' | '-' | '+', text: string];

/** By the longest common subsequence, after equal ends are set aside. */
function editScript(a: readonly string[], b: readonly string[]): Edit[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end))
    end++;
  const middle = commonSubsequence(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const same = (text: string): Edit => [' ', text];
  return [...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)];
}

function commonSubsequence(a: readonly string[], b: readonly string[]): Edit[] {
  if (a.length * b.length > 4_000_000) {
    return [...a.map((text): Edit => ['-', text]), ...b.map((text): Edit => ['+', text])];
  }
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const at = i * width + j;
      lengths[at] =
        a[i] === b[j]
          ? (lengths[at + width + 1] ?? 0) + 1
          : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      edits.push([' ', a[i++] ?? '']);
      j++;
    } else if (
      j >= b.length ||
      (i < a.length && (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      edits.push(['-', a[i++] ?? '']);
    } else {
      edits.push(['+', b[j++] ?? '']);
    }
  }
  return edits;
}
