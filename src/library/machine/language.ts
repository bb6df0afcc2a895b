// Language intrinsics for ordinary library code: what the specification calls abstract operations, as calls
// the compiler turns into runtime calls. Layer: machine (importable by every library folder).

/** Call(fn, thisValue, args); throws a TypeError when `fn` is not callable (ECMA-262 §7.3.14). */
export declare function invoke(fn: any, thisValue: any, ...args: any[]): any;
/** Construct(fn, args, newTarget) (ECMA-262 §7.3.15). */
export declare function construct(fn: any, newTarget: any, ...args: any[]): any;
/** Call(fn, thisValue, list): the arguments come from a dense array. */
export declare function invokeWithList(fn: any, thisValue: any, list: any[]): any;
/** Construct(fn, list, newTarget). */
export declare function constructWithList(fn: any, newTarget: any, list: any[]): any;
export declare function isObject(value: any): boolean;
export declare function isCallable(value: any): boolean;
export declare function isConstructor(value: any): boolean;
export declare function toObject(value: any): any;
export declare function toPrimitive(value: any, hint?: 'default' | 'number' | 'string'): any;
export declare function toPropertyKey(value: any): any;
export declare function toNumber(value: any): number;
export declare function toNumeric(value: any): any;
export declare function toStringValue(value: any): string;
/** ToIntegerOrInfinity (ECMA-262 §7.1.5). */
export declare function toIntegerOrInfinity(value: any): number;
/** ToLength (ECMA-262 §7.1.20). */
export declare function toLength(value: any): number;
