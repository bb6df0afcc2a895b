// The C files that hold a program together: static strings and symbols, installation of the builtins, the order of
// initialisation. Layer: compiler, emit.

import type { GlobalVariable, IrFunction } from '../ir/ir.ts';
import {
  type BuiltinMember,
  constructors,
  namespaces,
  type Primordial,
  unnamedPrototypes,
} from '../lower/builtins.ts';
import type { Key } from '../lower/library-tags.ts';
import type { ModuleLowering } from '../lower/module-lowering.ts';
import type { ProgramLowering } from '../lower/program-lowering.ts';
import { COMPACT_PROTOTYPES } from './compact.ts';
import { defineGlobal, type EmitContext, ModuleEmitter, prototype } from './emit-module.ts';
import {
  emitPackedStrings,
  emitStaticSymbols,
  stringSymbol,
  symbolCell,
  symbolDescription,
} from './static-strings.ts';
import { UNWINDING_PROTOTYPES } from './unwinding.ts';

/** Constructors that the runtime itself asks for, by their index. */
const constructorIntrinsics = new Map([
  ['Array', 'INTRINSIC_ARRAY'],
  ['Object', 'INTRINSIC_OBJECT'],
  ['Function', 'INTRINSIC_FUNCTION'],
]);
const errorTypes = [
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'URIError',
  'EvalError',
  'AggregateError',
];

/** What every C file needs beside the machine modules' header. */
export function programHeader(layout: ReadonlyMap<string, bigint | number>): string {
  const constants = [...layout]
    .filter(
      ([name]) =>
        name.startsWith('INTRINSIC_') ||
        name.startsWith('FRAME_') ||
        name.startsWith('OBJECT_') ||
        name.startsWith('ENVIRONMENT_'),
    )
    .map(([name, value]) => `#define ${name} ${value}`);
  return `
#define DR_RARE(x) __builtin_expect(!!(x), 0)
#define DRU 0xFFF9000000000000ULL
#define DRN 0xFFF9000000000001ULL
#define DRF 0xFFF9000000000002ULL
#define DRT 0xFFF9000000000003ULL
#define DRH 0xFFF9000000000004ULL
#define DRX 0xFFF9000000000005ULL
#define DR_NAN __builtin_nan("")
#define DR_INFINITY __builtin_inf()
${constants.join('\n')}
#define SLOT(n) (((Value *)(frame + FRAME_SLOTS))[n])
#define FRAME_STATE_OF(f) (*(uint32_t *)((f) + FRAME_STATE))
#define FRAME_SET(s, r) (*(uint32_t *)(frame + FRAME_STATE) = (s), *(uint32_t *)(frame + FRAME_REASON) = (r))
#define ENV_PARENT(e) (*(uint64_t *)((e) + ENVIRONMENT_PARENT))
#define ENV_SLOT(e, n) (((Value *)((e) + ENVIRONMENT_SLOTS))[n])
#define LITERAL_SLOT(o, n) (((Value *)(dr_pointerOf(o) + OBJECT_FIELDS))[n])
typedef struct { uint64_t entry; Value name; uint32_t length; uint32_t flags; Value source; uint64_t file; uint32_t line; uint32_t instanceHint; } DrFunctionInfo;
${COMPACT_PROTOTYPES}${UNWINDING_PROTOTYPES}`;
}

/** The program's own part of the start: closures of module-level functions, then the generated root module. */
export function emitStart(hoists: readonly IrFunction[], root: ModuleLowering): string {
  const start = root.chunks.at(-1)!;
  return [
    '#include "machine.h"',
    ...[...new Set([...hoists, start])].map(prototype),
    'extern Value dr_startProgram(void);',
    'Value dr_startProgram(void) {\nValue t;',
    ...[...hoists, start].map((fn) => `t = ${fn.cName}(0, DRU, DRU); if (t == DRX) return t;`),
    'return DRU;\n}',
  ].join('\n');
}

export function emitStrings({ strings, symbols }: EmitContext): string {
  const texts = new Set([...strings, '', ...[...symbols].map(symbolDescription)]);
  return `#include "machine.h"\n${emitPackedStrings([...texts].sort())}`;
}

export function emitSymbols({ symbols }: EmitContext): string {
  return `#include "machine.h"\n${emitStaticSymbols([...symbols].sort())}`;
}

/** Library modules of which a reachable function opens connections. */
const CLIENTS = ['node/net/client', 'net/dns/record-query'];
/** Those that send datagrams, or have the target's resolver ask name servers by them. */
const DATAGRAMS = ['interfaces/datagram', 'node/dns/name-lookup'];

function predicate(name: string, holds: boolean): string {
  return `extern _Bool dr_${name}(void);\n_Bool dr_${name}(void) { return ${holds ? 1 : 0}; }`;
}

export class ProgramEmitter {
  readonly #context: EmitContext;
  readonly #externs = new Set<string>();
  readonly #lines: string[] = [];
  readonly #program: ProgramLowering;

  constructor(context: EmitContext) {
    this.#context = context;
    this.#program = context.program;
  }

  /** Installation and start; `libraryOrder` is that of evaluation. The program's own start is a file of its own. */
  emit(libraryOrder: readonly ModuleLowering[], hoists: readonly IrFunction[]): string {
    const install = this.#install();
    const start = this.#start(libraryOrder, hoists);
    const globals = this.#program.builtins.primordials
      .filter((primordial) => this.#hasObject(primordial))
      .map((primordial) => defineGlobal(primordial.global));
    const wrappers = this.#wrappers;
    return [
      '#include "machine.h"',
      ...[...this.#externs].sort(),
      'extern Value dr_startProgram(void);',
      ...globals,
      ...wrappers,
      install,
      start,
      predicate('programUsesClient', this.#reaches(CLIENTS)),
      predicate('programUsesDatagrams', this.#reaches([...CLIENTS, ...DATAGRAMS])),
    ].join('\n');
  }

  /** Some function of one of the modules is reachable. */
  #reaches(names: readonly string[]): boolean {
    for (const fn of this.#program.reached) {
      const name = this.#program.modules[fn.module]?.record.name;
      if (name !== undefined && names.includes(name)) return true;
    }
    return false;
  }

  #hasObject(primordial: Primordial): boolean {
    return (
      constructors.has(primordial.name) || (namespaces.has(primordial.name) && primordial.reached)
    );
  }

  // Installation.

  readonly #wrappers: string[] = [];

  #install(): string {
    this.#lines.length = 0;
    const { primordials } = this.#program.builtins;
    for (const primordial of primordials) {
      if (!this.#hasObject(primordial)) continue;
      const { cName } = primordial.global;
      if (namespaces.has(primordial.name)) {
        this.#lines.push(`${cName} = dr_installNamespace(${this.#string(primordial.name)});`);
        continue;
      }
      const index = constructorIntrinsics.get(primordial.name);
      const info = this.#constructorInfo(primordial);
      this.#lines.push(
        `${cName} = dr_installConstructor(${index ?? '0xFFFFFFFFu'}, ${info}, dr_builtinObject(${constructors.get(primordial.name)!}));`,
      );
      if (primordial.reached && this.#program.usesGlobalObject)
        this.#lines.push(`dr_installGlobal(${this.#string(primordial.name)}, ${cName});`);
    }
    if (this.#program.usesGlobalObject) this.#lines.push('dr_installGlobalConstants();');
    for (const name of errorTypes)
      this.#lines.push(`dr_installParent(v_primordial__${name}, v_primordial__Error);`);
    for (const primordial of primordials) {
      const members = [...primordial.reachedMembers].sort((a, b) => a.order - b.order);
      for (const member of members) this.#installMember(primordial, member);
    }
    return `void dr_programInstall(void) {\nValue f;(void)f;\n${this.#lines.join('\n')}\n}`;
  }

  #installMember(primordial: Primordial, member: BuiltinMember): void {
    const prototypeIndex =
      constructors.get(primordial.name) ?? unnamedPrototypes.get(primordial.name);
    const object = member.isStatic
      ? primordial.global.cName
      : `dr_builtinObject(${prototypeIndex!})`;
    const key = this.#key(member.key);
    if (member.kind === 'variable') return;
    if (member.kind === 'constant') {
      const install = member.writable
        ? 'installValue'
        : member.isStatic && typeof member.key === 'string'
          ? 'installConstant'
          : 'installTag';
      this.#lines.push(`dr_${install}(${object}, ${key}, ${this.#constant(member)});`);
      return;
    }
    const fn = member.fn!;
    this.#externs.add(`extern const DrFunctionInfo i_${fn.cName};`);
    const install =
      member.kind === 'method'
        ? 'installMethod'
        : member.kind === 'get'
          ? 'installGetter'
          : 'installSetter';
    this.#lines.push(`f = dr_${install}(${object}, ${key}, (uint64_t)&i_${fn.cName});`);
    for (const alias of member.aliases)
      this.#lines.push(`dr_installAlias(${object}, ${this.#key(alias)}, f);`);
  }

  #constant(member: BuiltinMember): string {
    const constant = member.constant!;
    if (constant.kind === 'string') return this.#string(constant.value);
    if (constant.kind === 'symbol') return this.#symbol(constant.name);
    return new ModuleEmitter(this.#context, null as unknown as ModuleLowering).constant(constant);
  }

  /** The FunctionInfo of a primordial constructor: its entry chooses between $call and $construct. */
  #constructorInfo(primordial: Primordial): string {
    const { call, construct, name } = primordial;
    const entry = `entry_${name}`;
    const reached = primordial.reached;
    const lines: string[] = [];
    const target = (fn: IrFunction): string => `((const DrFunctionInfo *)&i_${fn.cName})->entry`;
    if (reached)
      for (const fn of [call, construct])
        if (fn) this.#externs.add(`extern const DrFunctionInfo i_${fn.cName};`);
    if (reached && construct) {
      lines.push(
        `if (newTarget != DRU) { Value v[argc + 1]; v[0] = newTarget; for (uint32_t i = 0; i < argc; i++) v[i + 1] = ((Value *)argv)[i]; return ((DrEntry)${target(construct)})(fn, thisValue, DRU, argc + 1, (uint64_t)v); }`,
      );
    }
    if (reached && call)
      lines.push(`return ((DrEntry)${target(call)})(fn, thisValue, DRU, argc, argv);`);
    else lines.push('return dr_throwClassCall(fn);');
    const length = call?.length ?? Math.max((construct?.length ?? 1) - 1, 0);
    // The function objects of this constructor carry the flags that a constructor of the library has.
    this.#wrappers.push(
      this.#wrappers.length === 0
        ? 'typedef Value (*DrEntry)(uint64_t, Value, Value, uint32_t, uint64_t);'
        : '',
      `static Value ${entry}(uint64_t fn, Value thisValue, Value newTarget, uint32_t argc, uint64_t argv) { ${lines.join(' ')} }`,
      `static const DrFunctionInfo info_${name} = { (uint64_t)&${entry}, ${this.#string(name)}, ${length}, ${128 + (construct ? 1 : 0)}, DRU, 0, 0, 0 };`,
    );
    return `(uint64_t)&info_${name}`;
  }

  // Start.

  #start(libraryOrder: readonly ModuleLowering[], hoists: readonly IrFunction[]): string {
    const { reached } = this.#program;
    const chunks = libraryOrder
      .flatMap((module) => module.chunks)
      .filter((chunk) => reached.has(chunk) && !hoists.includes(chunk));
    const lines = [
      'static Value (*const hoists[])(uint64_t, Value, Value) = {',
      ...this.#addresses(hoists),
      '0 };',
      'static Value (*const chunks[])(uint64_t, Value, Value) = {',
      ...this.#addresses(chunks),
      '0 };',
      'for (uint32_t i = 0; hoists[i]; i++) if (hoists[i](0, DRU, DRU) == DRX) return DRX;',
      'dr_rememberPristine();',
      'for (uint32_t i = 0; chunks[i]; i++) if (chunks[i](0, DRU, DRU) == DRX) return DRX;',
    ];
    for (const primordial of this.#program.builtins.primordials) {
      for (const member of primordial.reachedMembers) {
        if (member.variable === null) continue;
        const prototypeIndex =
          constructors.get(primordial.name) ?? unnamedPrototypes.get(primordial.name);
        const object = member.isStatic
          ? primordial.global.cName
          : `dr_builtinObject(${prototypeIndex!})`;
        lines.push(
          `dr_installValue(${object}, ${this.#key(member.key)}, ${this.#global(member.variable)});`,
        );
      }
    }
    const { reachedGlobals, enumerableGlobals } = this.#program.builtins;
    for (const [name, { variable }] of reachedGlobals) {
      const install = enumerableGlobals.has(name) ? 'installEnumerableGlobal' : 'installGlobal';
      lines.push(`dr_${install}(${this.#string(name)}, ${this.#global(variable)});`);
    }
    lines.push('dr_rememberPristine();', 'return dr_startProgram();');
    return `Value dr_programMain(void) {\n${lines.join('\n')}\n}`;
  }

  #addresses(functions: readonly IrFunction[]): string[] {
    for (const fn of functions) this.#externs.add(prototype(fn));
    return functions.map((fn) => `${fn.cName},`);
  }

  #global(variable: GlobalVariable): string {
    if (variable.module >= 0) this.#externs.add(`extern Value ${variable.cName};`);
    return variable.cName;
  }

  #key(key: Key): string {
    return typeof key === 'string' ? this.#string(key) : this.#symbol(key.symbol);
  }

  #string(text: string): string {
    this.#context.strings.add(text);
    const symbol = stringSymbol(text);
    this.#externs.add(`extern DrCell ${symbol};`);
    return `DR_STRING(${symbol})`;
  }

  #symbol(name: string): string {
    this.#context.symbols.add(name);
    const cell = symbolCell(name);
    this.#externs.add(`extern DrCell ${cell};`);
    return `DR_SYMBOL(${cell})`;
  }
}
