// Difference: how assert shows two values that should be equal: line by line, + actual - expected. Layer: node.

import { inspectForAssertion } from './assertion-error.ts';

/** The first line of a message, by operator. */
export const readableOperators: Record<string, string> = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

/** Values that print shorter than this together are shown as `a !== b`. */
const SHORT_LENGTH = 12;
const CONSOLE_COLUMNS = 80;
const MOST_LINES = 50;

function isReferencePair(actual: any, expected: any): boolean {
  if (typeof actual === 'function') return typeof expected === 'function';
  return (
    typeof actual === 'object' &&
    actual !== null &&
    typeof expected === 'object' &&
    expected !== null
  );
}

function isPrimitive(value: any): boolean {
  return typeof value !== 'object' || value === null;
}

/** The whole message; `message` replaces its first line when given. */
export function differenceText(
  actual: any,
  expected: any,
  operatorName: string,
  message: any,
): string {
  const operator =
    operatorName === 'strictEqual' && isReferencePair(actual, expected)
      ? 'strictEqualObject'
      : operatorName;
  const heading = message || readableOperators[operator];
  const actualText = inspectForAssertion(actual);
  const actualLines = actualText.split('\n');
  const expectedLines = inspectForAssertion(expected).split('\n');
  let indicator = '';
  if (
    actualLines.length === 1 &&
    expectedLines.length === 1 &&
    actualLines[0] !== expectedLines[0]
  ) {
    const a = actualLines[0]!;
    const b = expectedLines[0]!;
    const length = a.length + b.length;
    if (length <= SHORT_LENGTH) {
      if (isPrimitive(actual) && isPrimitive(expected) && (actual !== 0 || expected !== 0)) {
        return heading + '\n\n' + a + ' !== ' + b + '\n';
      }
    } else if (operator !== 'strictEqualObject' && length < CONSOLE_COLUMNS) {
      let same = 0;
      while (a[same] === b[same]) same++;
      if (same > 2) indicator = '\n  ' + ' '.repeat(same) + '^';
    }
  }
  const tail = new CommonTail();
  tail.take(actualLines, expectedLines);
  if (actualLines.length === 0 && expectedLines.length === 0) {
    return identicalText(actualText);
  }
  const body = new DifferenceBody(actualLines, expectedLines);
  body.skipped = tail.skipped;
  return body.run(heading + '\n+ actual - expected', tail.text, indicator);
}

function identicalText(actualText: string): string {
  const lines = actualText.split('\n');
  if (lines.length > MOST_LINES) {
    lines.length = 47;
    lines[46] = '...';
  }
  return readableOperators['notIdentical'] + '\n\n' + lines.join('\n') + '\n';
}

/** Equal lines at the end of both: the last three are shown, and the first of more. */
class CommonTail {
  text = '';
  skipped = false;

  take(actual: string[], expected: string[]): void {
    let count = 0;
    let first = '';
    while (actual.length > 0 && expected.length > 0) {
      const line = actual[actual.length - 1]!;
      if (line !== expected[expected.length - 1]) break;
      if (count < 3) this.text = '\n  ' + line + this.text;
      else first = line;
      count++;
      actual.pop();
      expected.pop();
    }
    if (count >= 5) {
      this.text = '\n...' + this.text;
      this.skipped = true;
    }
    if (first !== '') this.text = '\n  ' + first + this.text;
  }
}

class DifferenceBody {
  readonly #actual: string[];
  readonly #expected: string[];
  skipped = false;
  #result = '';
  /** Expected lines that wait until the run of actual ones is complete. */
  #waiting = '';
  #printed = 0;
  #identical = 0;

  constructor(actual: string[], expected: string[]) {
    this.#actual = actual;
    this.#expected = expected;
  }

  run(heading: string, tail: string, indicator: string): string {
    const longest = Math.max(this.#actual.length, this.#expected.length);
    const shortest = Math.min(this.#actual.length, this.#expected.length);
    const longer = this.#actual.length < longest ? this.#expected : this.#actual;
    for (let i = 0; i < longest; i++) {
      if (i >= shortest) {
        this.#showIdentical(longer, i);
        if (longer === this.#actual) this.#result += '\n+ ' + longer[i];
        else this.#waiting += '\n- ' + longer[i];
        this.#printed++;
      } else this.#compareLine(i);
      if (this.#printed > MOST_LINES && i < longest - 2) {
        return heading + ' ... Lines skipped\n' + this.#result + '\n...' + this.#waiting + '\n...';
      }
    }
    const note = this.skipped ? ' ... Lines skipped' : '';
    return heading + note + '\n' + this.#result + this.#waiting + tail + indicator;
  }

  #compareLine(i: number): void {
    const expectedLine = this.#expected[i]!;
    let actualLine = this.#actual[i]!;
    // A missing or additional comma at the end of the line is no difference.
    let differs = actualLine !== expectedLine && actualLine !== expectedLine + ',';
    if (differs && expectedLine === actualLine + ',') {
      differs = false;
      actualLine += ',';
    }
    if (differs) {
      this.#showIdentical(this.#actual, i);
      this.#result += '\n+ ' + actualLine;
      this.#waiting += '\n- ' + expectedLine;
      this.#printed += 2;
      return;
    }
    this.#result += this.#waiting;
    this.#waiting = '';
    this.#identical++;
    if (this.#identical <= 2) {
      this.#result += '\n  ' + actualLine;
      this.#printed++;
    }
  }

  /** The last identical lines in front of a difference at `i`; more than five are collapsed. */
  #showIdentical(lines: string[], i: number): void {
    const count = this.#identical;
    this.#identical = 0;
    if (count <= 2) return;
    if (count === 5) this.#showLine(lines[i - 3]!);
    else if (count > 5) {
      this.#result += '\n...';
      this.skipped = true;
    }
    if (count > 3) this.#showLine(lines[i - 2]!);
    this.#showLine(lines[i - 1]!);
  }

  #showLine(line: string): void {
    this.#result += '\n  ' + line;
    this.#printed++;
  }
}
