// The intermediate representation: functions of basic blocks over typed registers. Layer: compiler.
// Registers are assigned any number of times (no SSA); control leaves a block only by its terminator, or by an
// instruction that throws, which goes to the block's handler. After lowering nothing of tsc remains.

/** What C type a register has; chosen by optimize/, `value` until proven otherwise. */
export type RegisterType = 'value' | 'number' | 'int32' | 'boolean' | 'pointer';

export type Register = number & { readonly __register: unique symbol };
export type BlockId = number & { readonly __block: unique symbol };

export interface RegisterInfo {
  type: RegisterType;
  /** The source variable, for debuggers and dumps. */
  readonly name: string | undefined;
  /** Pointers are fixed by lowering; optimize/ leaves them alone. */
  readonly fixed: boolean;
}

export interface Position {
  readonly file: number;
  readonly line: number;
  readonly column: number;
}

export type Constant =
  | { readonly kind: 'undefined' | 'null' | 'true' | 'false' | 'hole' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'symbol'; readonly name: string };

/** An argument of a runtime call: a register, a constant, or text that stands in C as it is. */
export type Operand = Register | Constant | { readonly kind: 'raw'; readonly text: string };

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '**'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '>>>'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | '==='
  | '!==';
export type UnaryOperator =
  '-' | '+' | '~' | '!' | 'typeof' | 'increment' | 'decrement' | 'numeric';

/** A variable that lives outside of registers: a module-level binding, in C a global. */
export interface GlobalVariable {
  readonly cName: string;
  readonly name: string;
  /** Index of the module that defines it. */
  readonly module: number;
  /** The piece of its module's initialisation that gives it a value. */
  owner: IrFunction | null;
  /** Some reference checks whether it is initialised: it starts as HOLE. */
  isChecked?: boolean;
}

export type Instruction = { position: Position | null } & (
  | { op: 'constant'; target: Register; value: Constant }
  | { op: 'move'; target: Register; source: Register }
  | { op: 'binary'; target: Register; operator: BinaryOperator; left: Register; right: Register }
  | { op: 'unary'; target: Register; operator: UnaryOperator; operand: Register }
  /** Calls a machine function of the runtime by name. */
  | { op: 'runtime'; target: Register | null; name: string; operands: readonly Operand[] }
  | { op: 'getProperty'; target: Register; object: Register; key: string }
  | { op: 'setProperty'; object: Register; key: string; value: Register }
  | { op: 'getElement'; target: Register; object: Register; key: Register }
  | { op: 'setElement'; object: Register; key: Register; value: Register }
  | { op: 'getPrivate'; target: Register; object: Register; name: Register }
  | { op: 'setPrivate'; object: Register; name: Register; value: Register }
  | { op: 'loadGlobal'; target: Register; variable: GlobalVariable }
  /** Reads an exported variable of a machine module. */
  | { op: 'machineLoad'; target: Register; cName: string; type: string }
  | { op: 'storeGlobal'; variable: GlobalVariable; value: Register }
  /** Follows `depth` parents, then reads or writes a slot. */
  | { op: 'loadSlot'; target: Register; environment: Register; depth: number; slot: number }
  | { op: 'storeSlot'; environment: Register; depth: number; slot: number; value: Register }
  /** Throws a ReferenceError when `source` is HOLE. */
  | { op: 'checkInitialized'; source: Register; name: string }
  | {
      op: 'closure';
      target: Register;
      fn: IrFunction;
      environment: Register | null;
      home: Register | null;
    }
  | {
      op: 'class';
      target: Register;
      fn: IrFunction;
      environment: Register | null;
      parent: Register | null;
    }
  /** A method with a fixed name: in the library it is dropped when nothing names it. */
  | {
      op: 'method';
      object: Register;
      key: string | { symbol: string };
      fn: IrFunction;
      environment: Register | null;
      kind: 'method' | 'get' | 'set';
      enumerable: boolean;
      prunable: boolean;
    }
  | { op: 'literal'; target: Register; keys: readonly string[]; values: readonly Register[] }
  | {
      op: 'call';
      target: Register;
      callee: Register;
      thisValue: Register | null;
      args: readonly Register[];
      text: string;
    }
  | {
      op: 'callKnown';
      target: Register;
      fn: IrFunction;
      callee: Register | null;
      thisValue: Register | null;
      args: readonly Register[];
    }
  | {
      op: 'construct';
      target: Register;
      callee: Register;
      newTarget: Register | null;
      args: readonly Register[];
      text: string;
    }
  /** Reads or writes a slot of this function's frame (generators and async functions). */
  | { op: 'frameLoad'; target: Register; slot: number }
  | {
      op: 'iteratorStep';
      target: Register;
      iterator: Register;
      next: Register;
      index: Register;
      /** The value is not asked for: undefined, or HOLE at the end. */
      skips?: true;
    }
);

export type Terminator = { position: Position | null } & (
  | { op: 'jump'; target: BlockId }
  | { op: 'branch'; condition: Register; then: BlockId; otherwise: BlockId }
  /** By an integer register: cases[i] for i, else `otherwise`. */
  | { op: 'select'; value: Register; cases: readonly BlockId[]; otherwise: BlockId }
  | { op: 'return'; value: Register }
  /** The pending exception goes on (to the block's handler, or out of the function). */
  | { op: 'rethrow' }
  /** Leaves the function with `value`, to go on at `resume` with mode and sent value in registers. */
  | {
      op: 'suspend';
      value: Register;
      reason: 0 | 1 | 2;
      resume: BlockId;
      mode: Register;
      sent: Register;
    }
);

export interface Block {
  readonly id: BlockId;
  readonly instructions: Instruction[];
  terminator: Terminator | null;
  /** Where a throwing instruction of this block goes; null: out of the function. */
  handler: BlockId | null;
}

export type FunctionKind =
  | 'normal'
  | 'arrow'
  | 'method'
  | 'accessor'
  | 'class'
  | 'derived'
  | 'generator'
  | 'async'
  | 'asyncGenerator'
  | 'module';

export type ParameterHint = 'number' | 'other' | 'unknown';

export interface Speculation {
  readonly parameters: readonly Register[];
  /** By register, in the faster body. */
  readonly types: readonly RegisterType[];
}

export interface IrFunction {
  readonly id: number;
  readonly cName: string;
  /** The name property. */
  name: string;
  readonly module: number;
  readonly kind: FunctionKind;
  /** FunctionInfo flags (runtime/layout.ts). */
  flags: number;
  /** The length property. */
  length: number;
  /** Registers that hold the parameters on entry, in order. */
  parameters: Register[];
  registers: RegisterInfo[];
  blocks: Block[];
  thisRegister: Register | null;
  newTargetRegister: Register | null;
  functionRegister: Register | null;
  /** `arguments`, when used. */
  argumentsRegister: Register | null;
  restRegister: Register | null;
  /** Index of the first argument that goes to the rest parameter. */
  restFrom: number;
  /** Generators and async functions: the body runs on a frame. */
  suspendable: boolean;
  /** A generator that runs to its first suspend when called, to bind its parameters. */
  initialSuspend: boolean;
  /** Receives the raw argument list as (argc, argv) in C. */
  rawArguments: boolean;
  line: number;
  source: string | null;
  /** Lowers the body; called once, when the function is found reachable. */
  lowerBody: (() => void) | null;
  /** What each parameter is annotated as; nothing is known of it where there is no annotation. */
  parameterHints: readonly ParameterHint[];
  /** A second, faster body for when these parameters are numbers (optimize/speculate.ts). */
  speculation: Speculation | null;
  /** Instances' expected number of properties. */
  instanceHint: number;
  /** Tagged `@neededBy MODULE FUNCTION`: calls of it are left out of images that do not contain that function. */
  neededBy: string | null;
  /** Tagged `@cold`: rarely called, so small rather than fast. */
  isCold: boolean;
}
