// Inspect context: the options of one util.inspect call and the state of its walk. Layer: node.
// Behaviour is Node 20's; defaults are those of `util.inspect.defaultOptions`.

/** What a piece of output is, for colours. */
export type StyleKind =
  | 'special'
  | 'number'
  | 'bigint'
  | 'boolean'
  | 'undefined'
  | 'null'
  | 'string'
  | 'symbol'
  | 'date'
  | 'regexp'
  | 'module'
  | 'name';

export type Stylize = (text: string, kind: StyleKind) => string;

/** Escape codes [on, off] by name; `util.inspect.colors`. */
export const inspectColors: Record<string, number[]> = {
  __proto__: null as any,
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
  black: [30, 39],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  white: [37, 39],
  bgBlack: [40, 49],
  bgRed: [41, 49],
  bgGreen: [42, 49],
  bgYellow: [43, 49],
  bgBlue: [44, 49],
  bgMagenta: [45, 49],
  bgCyan: [46, 49],
  bgWhite: [47, 49],
  framed: [51, 54],
  overlined: [53, 55],
  gray: [90, 39],
  grey: [90, 39],
  redBright: [91, 39],
  greenBright: [92, 39],
  yellowBright: [93, 39],
  blueBright: [94, 39],
  magentaBright: [95, 39],
  cyanBright: [96, 39],
  whiteBright: [97, 39],
  bgGray: [100, 49],
  bgRedBright: [101, 49],
  bgGreenBright: [102, 49],
  bgYellowBright: [103, 49],
  bgBlueBright: [104, 49],
  bgMagentaBright: [105, 49],
  bgCyanBright: [106, 49],
  bgWhiteBright: [107, 49],
};

/** Colour name by kind; `util.inspect.styles`. */
export const inspectStyles: Record<string, string> = {
  __proto__: null as any,
  special: 'cyan',
  number: 'yellow',
  bigint: 'yellow',
  boolean: 'yellow',
  undefined: 'grey',
  null: 'bold',
  string: 'green',
  symbol: 'green',
  date: 'magenta',
  regexp: 'red',
  module: 'underline',
};

/** `util.inspect.defaultOptions`; programs may assign to its members. */
export const inspectDefaults: any = {
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
};

export function stylizeWithColor(text: string, kind: StyleKind): string {
  const style = inspectStyles[kind];
  if (style === undefined) return text;
  const color = inspectColors[style];
  if (color === undefined) return text;
  return '\u001b[' + color[0] + 'm' + text + '\u001b[' + color[1] + 'm';
}

export function stylizePlain(text: string, _kind: StyleKind): string {
  return text;
}

/** formatValue of inspect-value.ts. */
export type FormatValue = (
  context: InspectContext,
  value: any,
  level: number,
  insideTypedArray: boolean,
) => string;

export class InspectContext {
  readonly #formatValue: FormatValue;
  showHidden: any = inspectDefaults.showHidden;
  /** Infinity stands for Node's null. */
  depth: number = inspectDefaults.depth ?? Infinity;
  colors: any = inspectDefaults.colors;
  customInspect: any = inspectDefaults.customInspect;
  showProxy: any = inspectDefaults.showProxy;
  maxArrayLength: number = inspectDefaults.maxArrayLength ?? Infinity;
  maxStringLength: number = inspectDefaults.maxStringLength ?? Infinity;
  breakLength: number = inspectDefaults.breakLength;
  compact: any = inspectDefaults.compact;
  sorted: any = inspectDefaults.sorted;
  getters: any = inspectDefaults.getters;
  numericSeparator: any = inspectDefaults.numericSeparator;
  stylize: Stylize = stylizePlain;
  /** The caller's options object when it holds members we do not know; handed on to custom inspectors. */
  userOptions: any = undefined;

  /** Objects being printed, outermost first. */
  seen: any[] = [];
  /** Objects that a `[Circular *n]` refers to; n is the index plus one. */
  circular: any[] = [];
  indentation = 0;
  /** Nesting of the object entered last. */
  currentDepth = 0;
  /** Characters produced per indentation. */
  budget: number[] = [];

  constructor(formatValue: FormatValue) {
    this.#formatValue = formatValue;
  }

  /** Prints a value that the object at nesting `level - 1` holds. */
  format(value: any, level: number): string {
    return this.#formatValue(this, value, level, false);
  }

  /** The same for the buffer of a typed array, which then does not list its bytes. */
  formatInTypedArray(value: any, level: number): string {
    return this.#formatValue(this, value, level, true);
  }

  /** Takes the options that are present in `options`, in the way Node does. */
  apply(options: any): void {
    const keys = Object.keys(options);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      const value = options[key];
      if (key === 'showHidden') this.showHidden = value;
      else if (key === 'depth') this.depth = value === null ? Infinity : value;
      else if (key === 'colors') this.colors = value;
      else if (key === 'customInspect') this.customInspect = value;
      else if (key === 'showProxy') this.showProxy = value;
      else if (key === 'maxArrayLength') this.maxArrayLength = value === null ? Infinity : value;
      else if (key === 'maxStringLength') this.maxStringLength = value === null ? Infinity : value;
      else if (key === 'breakLength') this.breakLength = value;
      else if (key === 'compact') this.compact = value;
      else if (key === 'sorted') this.sorted = value;
      else if (key === 'getters') this.getters = value;
      else if (key === 'numericSeparator') this.numericSeparator = value;
      else if (key === 'stylize') this.stylize = value;
      else if (this.userOptions === undefined) this.userOptions = options;
    }
    if (this.colors) this.stylize = stylizeWithColor;
  }

  /** The options object that a custom inspector receives. */
  optionsForCustom(): any {
    const options = {
      stylize: this.stylize,
      showHidden: this.showHidden,
      depth: this.depth === Infinity ? null : this.depth,
      colors: this.colors,
      customInspect: this.customInspect,
      showProxy: this.showProxy,
      maxArrayLength: this.maxArrayLength,
      maxStringLength: this.maxStringLength,
      breakLength: this.breakLength,
      compact: this.compact,
      sorted: this.sorted,
      getters: this.getters,
      numericSeparator: this.numericSeparator,
    };
    if (this.userOptions !== undefined) Object.assign(options, this.userOptions);
    return options;
  }
}
