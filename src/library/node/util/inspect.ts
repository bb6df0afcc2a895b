// Inspect: util.inspect. Layer: node. Output is Node 20's, character for character.

import {
  inspectColors,
  InspectContext,
  inspectDefaults,
  inspectStyles,
} from './inspect-context.ts';
import { customInspectSymbol } from './inspect-custom.ts';
import { formatValue, setPublicInspect } from './inspect-value.ts';

/** Prints `value`; `options` is an options object, or the legacy `showHidden` followed by depth and colors. */
function inspectValue(value: any, options?: any, depth?: any, colors?: any): string {
  const context = new InspectContext(formatValue);
  if (depth !== undefined) context.depth = depth === null ? Infinity : depth;
  if (colors !== undefined) context.apply({ colors });
  if (typeof options === 'boolean') context.showHidden = options;
  else if (options !== null && options !== undefined) context.apply(options);
  return formatValue(context, value, 0, false);
}

const members: any = inspectValue;
members.custom = customInspectSymbol;
members.colors = inspectColors;
members.styles = inspectStyles;
members.defaultOptions = inspectDefaults;
Object.defineProperty(members, 'name', { value: 'inspect', configurable: true });
setPublicInspect(inspectValue);

export interface InspectFunction {
  (value: any, options?: any, depth?: any, colors?: any): string;
  custom: symbol;
  colors: Record<string, number[]>;
  styles: Record<string, string>;
  defaultOptions: any;
}

export const inspect: InspectFunction = members;
