'use machine';
// The command line's texts as strings. Layer: driver.
// Called by ordinary code once per text at the start.

import type { u32, Value } from '../../machine/types.ts';
import { textValue } from '../text-value.ts';
import { argumentAddress, commandLineWord, environmentAddress } from './command-line.ts';

export function argumentText(index: u32): Value {
  return textValue(argumentAddress(index));
}

export function environmentText(index: u32): Value {
  return textValue(environmentAddress(index));
}

export function optionWordText(index: u32): Value {
  return textValue(commandLineWord(index));
}
