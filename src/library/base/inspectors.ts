// Inspectors: how the classes with internal state (Map, Date, Promise ...) show it to util.inspect, util.types and
// structuredClone. Layer: base, so that every library folder may register, and the image holds only what it uses.

/** Kinds of registered classes; `read` answers, by kind:
 * - `Map`: [key, value, key, value ...]; `Set`: [value ...]
 * - `Map Iterator`, `Set Iterator`: { keyed: boolean, list: remaining entries as above }
 * - `Date`: its time value; `RegExp`: [source, flags]; `URL`: its href
 * - `Promise`: [state, result], state 0 pending, 1 fulfilled, 2 rejected
 * - `WeakMap`, `WeakSet`: undefined
 */
export type InspectedKind =
  | 'Map'
  | 'Set'
  | 'Map Iterator'
  | 'Set Iterator'
  | 'Date'
  | 'RegExp'
  | 'Promise'
  | 'WeakMap'
  | 'WeakSet'
  | 'URL';

export class Inspector {
  readonly kind: InspectedKind;
  /** True for genuine instances only; looks at no property. */
  readonly test: (value: any) => boolean;
  readonly read: (value: any) => any;

  constructor(kind: InspectedKind, test: (value: any) => boolean, read: (value: any) => any) {
    this.kind = kind;
    this.test = test;
    this.read = read;
  }
}

const inspectors: Inspector[] = [];

/** Called once by the module of the class. */
export function registerInspector(
  kind: InspectedKind,
  test: (value: any) => boolean,
  read: (value: any) => any,
): void {
  inspectors.push(new Inspector(kind, test, read));
}

/** The inspector of a genuine instance, or undefined. `value` is an object and no proxy. */
export function inspectorOf(value: any): Inspector | undefined {
  for (let i = 0; i < inspectors.length; i++) {
    const inspector = inspectors[i]!;
    if (inspector.test(value)) return inspector;
  }
  return undefined;
}
