// A tokenizer and a parser for expressions with precedence, over a long text. Character codes, switch, small objects.

import { measure } from '../measure.ts';

interface Token {
  kind: 'number' | 'name' | 'operator' | 'end';
  text: string;
}

const PRECEDENCE: Record<string, number> = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2 };

function* tokens(source: string): Generator<Token> {
  let at = 0;
  while (at < source.length) {
    const start = at;
    const code = source.charCodeAt(at++);
    if (code === 32 || code === 10) continue;
    if (code >= 48 && code <= 57) {
      while (at < source.length && /[0-9.]/.test(source[at]!)) at++;
      yield { kind: 'number', text: source.slice(start, at) };
    } else if ((code | 32) >= 97 && (code | 32) <= 122) {
      while (at < source.length && (source.charCodeAt(at) | 32) >= 97) at++;
      yield { kind: 'name', text: source.slice(start, at) };
    } else yield { kind: 'operator', text: source[start]! };
  }
  yield { kind: 'end', text: '' };
}

class Parser {
  readonly #tokens: Token[];
  readonly #variables: Map<string, number>;
  #at = 0;

  constructor(source: string, variables: Map<string, number>) {
    this.#tokens = [...tokens(source)];
    this.#variables = variables;
  }

  get #next(): Token {
    return this.#tokens[this.#at]!;
  }

  expression(least = 0): number {
    let value = this.#operand();
    for (;;) {
      const { text } = this.#next;
      const precedence = PRECEDENCE[text];
      if (precedence === undefined || precedence <= least) return value;
      this.#at++;
      value = apply(text, value, this.expression(precedence));
    }
  }

  #operand(): number {
    const { kind, text } = this.#tokens[this.#at++]!;
    if (kind === 'number') return Number(text);
    if (kind === 'name') return this.#variables.get(text) ?? 0;
    if (text !== '(') throw new SyntaxError(`Unexpected "${text}"`);
    const value = this.expression();
    this.#at++;
    return value;
  }
}

function apply(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? 0 : left / right;
    default:
      return right === 0 ? 0 : left % right;
  }
}

const line = '(alpha + 12.5) * beta - 7 % gamma / (3 + delta * (2 - alpha)) + 100 * 0.25 ';
const source = Array.from({ length: 300 }, (_, i) => `${line}+ ${i}`).join(' + ');

measure(() => {
  const variables = new Map([
    ['alpha', 3],
    ['beta', 4],
    ['gamma', 5],
    ['delta', 6],
  ]);
  return new Parser(source, variables).expression().toFixed(6);
});
