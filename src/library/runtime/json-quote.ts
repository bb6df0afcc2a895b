'use machine';
// A string's JSON text by itself, for JSON.stringify with a replacer. Layer: runtime.

import { u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import {
  finishOutput,
  outputLength,
  putQuoted,
  restoreOutput,
  startOutput,
} from './json-output.ts';

/** QuoteJSONString (ECMA-262 §25.5.2.3). */
export function quoteJsonText(text: Value): Value {
  const outerLength: u64 = outputLength();
  const outer: Value = startOutput();
  putQuoted(text);
  const result: Value = finishOutput();
  restoreOutput(outer, outerLength);
  return result;
}
