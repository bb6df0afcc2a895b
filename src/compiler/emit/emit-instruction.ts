// Instructions as C statements. Layer: compiler, emit.
// Unboxed operands become C operators; the others call the runtime, whose inline parts try the common case first.

import type { BinaryOperator, Instruction, Position, Register, UnaryOperator } from '../ir/ir.ts';
import type { FunctionEmitter } from './emit-function.ts';
import { takesArguments } from './emit-function.ts';

type Of<Op extends Instruction['op']> = Extract<Instruction, { op: Op }>;

export function emitInstruction(emitter: FunctionEmitter, instruction: Instruction): void {
  const { position } = instruction;
  switch (instruction.op) {
    case 'constant':
      return emitConstant(emitter, instruction);
    case 'move':
      return emitMove(emitter, instruction);
    case 'binary':
      return emitBinary(emitter, instruction);
    case 'unary':
      return emitUnary(emitter, instruction);
    case 'runtime':
      return emitRuntime(emitter, instruction);
    case 'getProperty': {
      if (emitter.isCompact && instruction.key !== 'length')
        return throwing(
          emitter,
          position,
          instruction.target,
          `dk_getProperty(${emitter.value(instruction.object)}, ${emitter.module.stringCell(instruction.key)}, ${emitter.cache()})`,
        );
      const name = instruction.key === 'length' ? 'getLength' : 'getProperty';
      const key = instruction.key === 'length' ? '' : `${emitter.module.string(instruction.key)}, `;
      return throwing(
        emitter,
        position,
        instruction.target,
        `dr_${name}(${emitter.value(instruction.object)}, ${key}${emitter.cache()})`,
      );
    }
    case 'setProperty':
      return throwing(
        emitter,
        position,
        null,
        emitter.isCompact
          ? `dk_setProperty(${emitter.value(instruction.object)}, ${emitter.module.stringCell(instruction.key)}, ${emitter.value(instruction.value)}, ${emitter.cache()})`
          : `dr_setProperty(${emitter.value(instruction.object)}, ${emitter.module.string(instruction.key)}, ${emitter.value(instruction.value)}, ${emitter.cache()})`,
      );
    case 'getElement':
      return throwing(
        emitter,
        position,
        instruction.target,
        `dr_getElement(${emitter.value(instruction.object)}, ${emitter.value(instruction.key)})`,
      );
    case 'setElement':
      return throwing(
        emitter,
        position,
        null,
        `dr_setElement(${emitter.value(instruction.object)}, ${emitter.value(instruction.key)}, ${emitter.value(instruction.value)})`,
      );
    case 'getPrivate':
      return throwing(
        emitter,
        position,
        instruction.target,
        `dr_getPrivate(${emitter.value(instruction.object)}, ${emitter.value(instruction.name)}, ${emitter.cache()})`,
      );
    case 'setPrivate':
      return throwing(
        emitter,
        position,
        null,
        `dr_setPrivate(${emitter.value(instruction.object)}, ${emitter.value(instruction.name)}, ${emitter.value(instruction.value)}, ${emitter.cache()})`,
      );
    case 'loadGlobal':
      return emitter.assign(
        position,
        instruction.target,
        'value',
        emitter.module.global(instruction.variable),
      );
    case 'machineLoad': {
      const from =
        instruction.type === 'Value' ? 'value' : instruction.type === 'bool' ? 'boolean' : 'number';
      return emitter.assign(
        position,
        instruction.target,
        from,
        from === 'number' ? `(double)${instruction.cName}` : instruction.cName,
      );
    }
    case 'storeGlobal':
      return emitter.line(
        `${emitter.module.global(instruction.variable)} = ${emitter.value(instruction.value)};`,
      );
    case 'loadSlot':
      return emitter.assign(
        position,
        instruction.target,
        'value',
        slot(emitter, instruction.environment, instruction.depth, instruction.slot),
      );
    case 'storeSlot':
      return emitter.line(
        `${slot(emitter, instruction.environment, instruction.depth, instruction.slot)} = ${emitter.value(instruction.value)};`,
      );
    case 'checkInitialized':
      emitter.line(`if (DR_RARE(${emitter.value(instruction.source)} == DRH)) {`);
      emitter.statement(
        position,
        `dr_throwUninitialized(${emitter.module.string(instruction.name)}); ${emitter.throwJump()} }`,
      );
      return;
    case 'closure':
      return emitClosure(emitter, instruction);
    case 'class': {
      const parent = instruction.parent === null ? 'DRH' : emitter.value(instruction.parent);
      return throwing(
        emitter,
        position,
        instruction.target,
        `dr_newClass(${emitter.module.info(instruction.fn)}, ${environment(emitter, instruction.environment)}, ${parent})`,
      );
    }
    case 'method':
      return emitMethod(emitter, instruction);
    case 'literal':
      return emitLiteral(emitter, instruction);
    case 'call':
      return emitCall(emitter, instruction);
    case 'callKnown':
      return emitCallKnown(emitter, instruction);
    case 'construct':
      return emitConstruct(emitter, instruction);
    case 'frameLoad':
      return emitter.assign(position, instruction.target, 'value', `SLOT(${instruction.slot})`);
    case 'iteratorStep':
      return throwing(
        emitter,
        position,
        instruction.target,
        `dr_iterator${instruction.skips ? 'Skip' : 'Step'}(${emitter.value(instruction.iterator)}, ${emitter.value(instruction.next)}, (uint64_t)&r${instruction.index})`,
      );
  }
}

/** A call that gives a Value or EXCEPTION. */
function throwing(
  emitter: FunctionEmitter,
  position: Position | null,
  target: Register | null,
  call: string,
  isUnwound = false,
): void {
  const unwinding = isUnwound ? call : emitter.unwindingCall(call);
  if (unwinding !== null) {
    if (target === null) emitter.statement(position, `${unwinding};`);
    else emitter.assign(position, target, 'value', unwinding);
    return;
  }
  if (target !== null && emitter.typeOf(target) === 'value') {
    emitter.statement(position, `r${target} = ${call};`);
    emitter.checkException(`r${target}`);
    return;
  }
  emitter.statement(position, `{ Value t = ${call};`);
  emitter.checkException('t');
  if (target !== null) emitter.assign(null, target, 'value', 't');
  emitter.line('}');
}

function emitConstant(emitter: FunctionEmitter, { target, value }: Of<'constant'>): void {
  const type = emitter.typeOf(target);
  if (value.kind === 'number' && type === 'int32') emitter.line(`r${target} = ${value.value};`);
  else if (value.kind === 'number' && type === 'number')
    emitter.line(`r${target} = ${emitter.module.double(value.value)};`);
  else if (type === 'boolean') emitter.line(`r${target} = ${value.kind === 'true' ? 1 : 0};`);
  else emitter.line(`r${target} = ${emitter.module.constant(value)};`);
}

function emitMove(emitter: FunctionEmitter, { target, source, position }: Of<'move'>): void {
  const type = emitter.typeOf(source);
  if (emitter.constantOf(source) !== undefined && emitter.typeOf(target) === 'value') {
    emitter.line(`r${target} = ${emitter.value(source)};`);
    return;
  }
  emitter.assign(position, target, type, emitter.raw(source));
}

const arithmetic: Partial<Record<BinaryOperator, string>> = {
  '+': 'addValues',
  '-': 'subtractValues',
  '*': 'multiplyValues',
  '/': 'divideValues',
  '%': 'remainderValues',
  '**': 'powerValues',
  '&': 'bitAndValues',
  '|': 'bitOrValues',
  '^': 'bitXorValues',
  '<<': 'shiftLeftValues',
  '>>': 'shiftRightValues',
  '>>>': 'shiftRightUnsignedValues',
};
const relational: Partial<Record<BinaryOperator, string>> = {
  '<': 'lessThan',
  '<=': 'lessOrEqual',
  '>': 'greaterThan',
  '>=': 'greaterOrEqual',
};

function emitBinary(
  emitter: FunctionEmitter,
  { target, operator, left, right, position }: Of<'binary'>,
): void {
  if (emitter.isNumeric(left) && emitter.isNumeric(right))
    return emitNumeric(emitter, position, target, operator, left, right);
  const a = emitter.value(left);
  const b = emitter.value(right);
  const compared = relational[operator];
  if (emitter.isCompact && compared !== undefined && emitter.typeOf(target) === 'boolean') {
    if (emitter.isUnwound)
      return emitter.statement(position, `r${target} = dw_${compared}(${a}, ${b});`);
    emitter.statement(position, `{ int32_t t = dk_${compared}(${a}, ${b});`);
    emitter.line(`if (DR_RARE(t < 0)) ${emitter.throwJump()}`);
    return emitter.line(`r${target} = t; }`);
  }
  const called = arithmetic[operator] ?? compared;
  if (called !== undefined) return throwing(emitter, position, target, `dr_${called}(${a}, ${b})`);
  const negate = operator.startsWith('!') ? '!' : '';
  if (operator === '===' || operator === '!==') {
    const identity =
      isIdentityConstant(emitter, left) ||
      isIdentityConstant(emitter, right) ||
      isTypeTest(emitter, left, right) ||
      isTypeTest(emitter, right, left);
    const test = identity ? `(${a} == ${b})` : `dr_strictEquals(${a}, ${b})`;
    return emitter.assign(position, target, 'boolean', `${negate}${test}`);
  }
  if (isNullish(emitter, right))
    return emitter.assign(position, target, 'boolean', `${negate}dr_isNullish(${a})`);
  if (isNullish(emitter, left))
    return emitter.assign(position, target, 'boolean', `${negate}dr_isNullish(${b})`);
  emitter.statement(
    position,
    `{ Value t = ${emitter.isUnwound ? 'du' : 'dr'}_looseEquals(${a}, ${b});`,
  );
  if (!emitter.isUnwound) emitter.checkException('t');
  emitter.assign(null, target, 'boolean', `${negate}(t == DRT)`);
  emitter.line('}');
}

function isNullish(emitter: FunctionEmitter, register: Register): boolean {
  const kind = emitter.constantOf(register)?.kind;
  return kind === 'null' || kind === 'undefined';
}

/** `typeof x === 'text'`: both are static strings. */
function isTypeTest(emitter: FunctionEmitter, tested: Register, text: Register): boolean {
  return emitter.isTypeText(tested) && emitter.constantOf(text)?.kind === 'string';
}

/** Constants for which === is identity of the word. */
function isIdentityConstant(emitter: FunctionEmitter, register: Register): boolean {
  const kind = emitter.constantOf(register)?.kind;
  return (
    kind === 'null' ||
    kind === 'undefined' ||
    kind === 'true' ||
    kind === 'false' ||
    kind === 'hole'
  );
}

function emitNumeric(
  emitter: FunctionEmitter,
  position: Position | null,
  target: Register,
  operator: BinaryOperator,
  left: Register,
  right: Register,
): void {
  const a = emitter.number(left);
  const b = emitter.number(right);
  const int = (register: Register): string =>
    emitter.typeOf(register) === 'int32'
      ? emitter.raw(register)
      : `dr_toInt32Of(${emitter.number(register)})`;
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
      return emitter.assign(position, target, 'number', `${a} ${operator} ${b}`);
    case '%':
      return emitter.assign(position, target, 'number', `dr_remainderOf(${a}, ${b})`);
    case '**':
      return emitter.assign(position, target, 'number', `dr_powerOf(${a}, ${b})`);
    case '&':
    case '|':
    case '^':
      return emitter.assign(position, target, 'int32', `${int(left)} ${operator} ${int(right)}`);
    case '<<':
      return emitter.assign(
        position,
        target,
        'int32',
        `(int32_t)((uint32_t)${int(left)} << (${int(right)} & 31))`,
      );
    case '>>':
      return emitter.assign(position, target, 'int32', `${int(left)} >> (${int(right)} & 31)`);
    case '>>>':
      return emitter.assign(
        position,
        target,
        'number',
        `(double)((uint32_t)${int(left)} >> (${int(right)} & 31))`,
      );
    default: {
      const c = operator === '===' ? '==' : operator === '!==' ? '!=' : operator;
      return emitter.assign(position, target, 'boolean', `${a} ${c} ${b}`);
    }
  }
}

const unaryCalls: Partial<Record<UnaryOperator, string>> = {
  '-': 'negateValue',
  '+': 'toNumberValue',
  '~': 'bitNotValue',
  increment: 'incrementValue',
  decrement: 'decrementValue',
  numeric: 'toNumericValue',
};

function emitUnary(
  emitter: FunctionEmitter,
  { target, operator, operand, position }: Of<'unary'>,
): void {
  if (operator === '!')
    return emitter.assign(position, target, 'boolean', `!(${emitter.condition(operand)})`);
  if (operator === 'typeof')
    return emitter.assign(position, target, 'value', `dr_typeOf(${emitter.value(operand)})`);
  if (!emitter.isNumeric(operand))
    return throwing(
      emitter,
      position,
      target,
      `dr_${unaryCalls[operator]!}(${emitter.value(operand)})`,
    );
  const x = emitter.number(operand);
  switch (operator) {
    case '-':
      return emitter.assign(position, target, 'number', `-(${x})`);
    case '+':
    case 'numeric':
      return emitter.assign(position, target, 'number', x);
    case '~':
      return emitter.assign(
        position,
        target,
        'int32',
        `~${emitter.typeOf(operand) === 'int32' ? emitter.raw(operand) : `dr_toInt32Of(${x})`}`,
      );
    case 'increment':
      return emitter.assign(position, target, 'number', `${x} + 1.0`);
    case 'decrement':
      return emitter.assign(position, target, 'number', `${x} - 1.0`);
  }
}

/** Calls a machine function; arguments convert by its parameter types. */
function emitRuntime(
  emitter: FunctionEmitter,
  { target, name, operands, position }: Of<'runtime'>,
): void {
  const fn = emitter.module.machineFunction(name);
  const args = operands.map((operand, index) => {
    const type = fn.parameters[index]?.type ?? 'Value';
    if (typeof operand === 'object' && operand.kind === 'raw') return operand.text;
    if (type === 'Value') return emitter.operand(operand);
    if (typeof operand === 'object')
      return operand.kind === 'number'
        ? String(operand.value)
        : operand.kind === 'true'
          ? '1'
          : emitter.module.constant(operand);
    return unboxed(emitter, operand, type);
  });
  const plain = `${fn.cName}(${args.join(', ')})`;
  if (fn.result === 'Value') return throwing(emitter, position, target, plain);
  const unwinding = fn.throws ? emitter.unwindingCall(plain) : null;
  const call = unwinding ?? plain;
  const finish = (): void => {
    if (fn.throws && unwinding === null)
      emitter.line(`if (DR_RARE(dr_hasPendingException())) ${emitter.throwJump()}`);
  };
  if (target === null || fn.result === 'void' || fn.result === 'never') {
    emitter.statement(position, `${call};`);
    if (target !== null)
      emitter.line(`r${target} = ${emitter.typeOf(target) === 'value' ? 'DRU' : '0'};`);
    return finish();
  }
  if (fn.result === 'bool') emitter.assign(position, target, 'boolean', call);
  else if (emitter.typeOf(target) === 'pointer')
    emitter.statement(position, `r${target} = ${call};`);
  else if (isSmallInteger(fn.result)) emitter.assign(position, target, 'int32', call);
  else emitter.assign(position, target, 'number', fn.result === 'f64' ? call : `(double)${call}`);
  finish();
}

export function isSmallInteger(type: string): boolean {
  return type === 'i8' || type === 'i16' || type === 'i32' || type === 'u8' || type === 'u16';
}

function unboxed(emitter: FunctionEmitter, register: Register, type: string): string {
  const kind = emitter.typeOf(register);
  if (kind === 'pointer') return emitter.raw(register);
  if (type === 'bool') return `(${emitter.condition(register)})`;
  if (type === 'f64')
    return emitter.isNumeric(register)
      ? emitter.number(register)
      : `dr_numberOf(${emitter.value(register)})`;
  if (kind === 'int32') return `(${cInteger(type)})${emitter.raw(register)}`;
  // Through 64 bits, so that unsigned values above 2^31 arrive.
  const number = emitter.isNumeric(register)
    ? emitter.number(register)
    : kind === 'boolean'
      ? emitter.raw(register)
      : `dr_numberOf(${emitter.value(register)})`;
  return `(${cInteger(type)})(int64_t)(${number})`;
}

function cInteger(type: string): string {
  return type === 'ptr' ? 'uint64_t' : `${type.startsWith('u') ? 'u' : ''}int${type.slice(1)}_t`;
}

function slot(
  emitter: FunctionEmitter,
  environmentRegister: Register,
  depth: number,
  index: number,
): string {
  let pointer = emitter.raw(environmentRegister);
  for (let i = 0; i < depth; i++) pointer = `ENV_PARENT(${pointer})`;
  return `ENV_SLOT(${pointer}, ${index})`;
}

function environment(emitter: FunctionEmitter, register: Register | null): string {
  return register === null ? '0' : emitter.raw(register);
}

function emitClosure(emitter: FunctionEmitter, instruction: Of<'closure'>): void {
  const info = emitter.module.info(instruction.fn);
  const env = environment(emitter, instruction.environment);
  const call =
    instruction.home === null
      ? `dr_newClosure(${info}, ${env})`
      : `dr_newMethod(${info}, ${env}, ${emitter.value(instruction.home)})`;
  emitter.assign(instruction.position, instruction.target, 'value', call);
}

function emitMethod(emitter: FunctionEmitter, instruction: Of<'method'>): void {
  const { module } = emitter;
  if (!module.isReached(instruction.fn)) return;
  const key =
    typeof instruction.key === 'string'
      ? module.propertyKey(instruction.key)
      : module.symbol(instruction.key.symbol);
  const object = emitter.value(instruction.object);
  const define =
    instruction.kind === 'method'
      ? 'defineMethod'
      : instruction.kind === 'get'
        ? 'defineGetter'
        : 'defineSetter';
  const closure = `dr_newMethod(${module.info(instruction.fn)}, ${environment(emitter, instruction.environment)}, ${object})`;
  throwing(
    emitter,
    instruction.position,
    null,
    `dr_${define}(${object}, ${key}, ${closure}, ${instruction.enumerable ? 1 : 0})`,
  );
}

function emitLiteral(
  emitter: FunctionEmitter,
  { target, keys, values, position }: Of<'literal'>,
): void {
  const { module } = emitter;
  const table = module.keyTable(keys);
  emitter.statement(
    position,
    `r${target} = dr_newLiteral(${emitter.cache()}, (uint64_t)${table}, ${keys.length});`,
  );
  values.forEach((value, index) =>
    emitter.line(`LITERAL_SLOT(r${target}, ${index}) = ${emitter.value(value)};`),
  );
}

function argumentVector(
  emitter: FunctionEmitter,
  args: readonly Register[],
): { open: string; close: string; vector: string } {
  if (args.length === 0) return { open: '', close: '', vector: '0' };
  return {
    open: `{ Value v[${args.length}] = { ${args.map((register) => emitter.value(register)).join(', ')} };`,
    close: '}',
    vector: '(uint64_t)v',
  };
}

function emitCall(emitter: FunctionEmitter, instruction: Of<'call'>): void {
  const { target, callee, thisValue, args, text, position } = instruction;
  const { open, close, vector } = argumentVector(emitter, args);
  if (open !== '') emitter.line(open);
  throwing(emitter, position, target, callText());
  if (close !== '') emitter.line(close);

  function callText(): string {
    const { module } = emitter;
    const lookup = emitter.calleeLookup(instruction);
    if (lookup !== undefined && emitter.isUnwound && !emitter.fn.parameters.includes(lookup.object))
      return `dk_callOwn(${emitter.value(lookup.object)}, ${module.stringCell(lookup.key)}, ${emitter.cache()}, ${args.length}, ${vector})`;
    if (lookup !== undefined)
      return `dk_callMethod(${emitter.value(lookup.object)}, ${module.stringCell(lookup.key)}, ${emitter.cache()}, ${args.length}, ${vector}, ${module.stringCell(text)})`;
    const receiver = thisValue === null ? 'DRU' : emitter.value(thisValue);
    const head = `${emitter.value(callee)}, ${receiver}, ${args.length}, ${vector}`;
    return emitter.isCompact
      ? `dk_callNamed(${head}, ${module.stringCell(text)})`
      : `dr_callNamed(${head}, ${module.string(text)})`;
  }
}

function emitCallKnown(
  emitter: FunctionEmitter,
  { target, fn, callee, thisValue, args, position }: Of<'callKnown'>,
): void {
  if (fn.neededBy !== null && !emitter.module.isReached(fn))
    return emitter.assign(position, target, 'value', 'DRU');
  const pointer = callee === null ? '0' : `dr_pointerOf(${emitter.value(callee)})`;
  const head = [pointer, thisValue === null ? 'DRU' : emitter.value(thisValue), 'DRU'];
  emitter.module.noteCall(fn);
  // What tests for exceptions gives them back also to a function that does not.
  const isUnwound = emitter.isUnwound && emitter.module.isUnwound(fn);
  if (takesArguments(fn)) {
    const { open, close, vector } = argumentVector(emitter, args);
    if (open !== '') emitter.line(open);
    throwing(
      emitter,
      position,
      target,
      `${fn.cName}(${[...head, String(args.length), vector].join(', ')})`,
      isUnwound,
    );
    if (close !== '') emitter.line(close);
    return;
  }
  const values = fn.parameters.map((_, index) =>
    args[index] === undefined ? 'DRU' : emitter.value(args[index]),
  );
  throwing(emitter, position, target, `${fn.cName}(${[...head, ...values].join(', ')})`, isUnwound);
}

function emitConstruct(
  emitter: FunctionEmitter,
  { target, callee, newTarget, args, text, position }: Of<'construct'>,
): void {
  const { open, close, vector } = argumentVector(emitter, args);
  if (open !== '') emitter.line(open);
  const fn = emitter.value(callee);
  const call =
    newTarget === null
      ? `dr_constructNamed(${fn}, ${args.length}, ${vector}, ${emitter.module.string(text)})`
      : `dr_constructObject(${fn}, ${emitter.value(newTarget)}, ${args.length}, ${vector})`;
  throwing(emitter, position, target, call);
  if (close !== '') emitter.line(close);
}
