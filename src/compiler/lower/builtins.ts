// Builtins: globals and primordial members that the library declares by JSDoc tags (docs/internals.md §1), found by
// name and reached by name. Layer: compiler, lower.

import path from 'node:path';
import ts from 'typescript';
import type { LibrarySources } from '../load/library-sources.ts';
import type { Constant, GlobalVariable, IrFunction, Register } from '../ir/ir.ts';
import { hasModifier, isAbstractOrOverload } from './analyze-scopes.ts';
import { constantValue } from './constant-value.ts';
import { fixedName, wellKnownSymbols } from './expressions/literals.ts';
import type { FunctionLowering } from './function-lowering.ts';
import { aliasesOf, type Key, tagText } from './library-tags.ts';
import { irFunction } from './functions.ts';
import type { ModuleLowering } from './module-lowering.ts';
import type { ProgramLowering } from './program-lowering.ts';

/** One property of a primordial object. */
export interface BuiltinMember {
  readonly key: Key;
  /** On the constructor (or the namespace object) instead of the prototype. */
  readonly isStatic: boolean;
  readonly kind: 'method' | 'get' | 'set' | 'constant' | 'variable';
  readonly aliases: readonly Key[];
  readonly fn: IrFunction | null;
  readonly constant: Constant | null;
  /** The module variable whose value the property takes. */
  readonly variable: GlobalVariable | null;
  readonly writable: boolean;
  readonly order: number;
}

export interface Primordial {
  readonly name: string;
  readonly members: BuiltinMember[];
  call: IrFunction | null;
  construct: IrFunction | null;
  /** Read by name somewhere: the object itself is needed. */
  reached: boolean;
  readonly global: GlobalVariable;
  readonly reachedMembers: Set<BuiltinMember>;
}

/** Primordials that are plain objects with static members. */
export const namespaces = new Set(['Math', 'JSON', 'Reflect', 'Atomics']);

/** Constructors by name, to the index of their prototype in the intrinsics table. */
export const constructors = new Map<string, string>([
  ['Object', 'INTRINSIC_OBJECT_PROTOTYPE'],
  ['Function', 'INTRINSIC_FUNCTION_PROTOTYPE'],
  ['Array', 'INTRINSIC_ARRAY_PROTOTYPE'],
  ['String', 'INTRINSIC_STRING_PROTOTYPE'],
  ['Number', 'INTRINSIC_NUMBER_PROTOTYPE'],
  ['Boolean', 'INTRINSIC_BOOLEAN_PROTOTYPE'],
  ['Symbol', 'INTRINSIC_SYMBOL_PROTOTYPE'],
  ['BigInt', 'INTRINSIC_BIGINT_PROTOTYPE'],
  ['Error', 'INTRINSIC_ERROR_PROTOTYPE'],
  ['TypeError', 'INTRINSIC_TYPE_ERROR_PROTOTYPE'],
  ['RangeError', 'INTRINSIC_RANGE_ERROR_PROTOTYPE'],
  ['ReferenceError', 'INTRINSIC_REFERENCE_ERROR_PROTOTYPE'],
  ['SyntaxError', 'INTRINSIC_SYNTAX_ERROR_PROTOTYPE'],
  ['URIError', 'INTRINSIC_URI_ERROR_PROTOTYPE'],
  ['EvalError', 'INTRINSIC_EVAL_ERROR_PROTOTYPE'],
  ['AggregateError', 'INTRINSIC_AGGREGATE_ERROR_PROTOTYPE'],
]);

export const unnamedPrototypes = new Map<string, string>([
  ['%IteratorPrototype%', 'INTRINSIC_ITERATOR_PROTOTYPE'],
  ['%ArrayIterator%', 'INTRINSIC_ARRAY_ITERATOR_PROTOTYPE'],
  ['%StringIterator%', 'INTRINSIC_STRING_ITERATOR_PROTOTYPE'],
  ['%AsyncIteratorPrototype%', 'INTRINSIC_ASYNC_ITERATOR_PROTOTYPE'],
  ['%Generator%', 'INTRINSIC_GENERATOR_PROTOTYPE'],
  ['%AsyncGenerator%', 'INTRINSIC_ASYNC_GENERATOR_PROTOTYPE'],
  ['%GeneratorFunction%', 'INTRINSIC_GENERATOR_FUNCTION_PROTOTYPE'],
  ['%AsyncGeneratorFunction%', 'INTRINSIC_ASYNC_GENERATOR_FUNCTION_PROTOTYPE'],
  ['%AsyncFunction%', 'INTRINSIC_ASYNC_FUNCTION_PROTOTYPE'],
  ['%TypedArray%', 'INTRINSIC_TYPED_ARRAY_PROTOTYPE'],
]);

interface TaggedFile {
  readonly name: string;
  readonly globals: readonly string[];
  /** Those tagged `@global enumerable`. */
  readonly enumerable: readonly string[];
  readonly builtins: readonly string[];
}

export class Builtins {
  readonly #program: ProgramLowering;
  readonly #globalFiles = new Map<string, string>();
  /** What a for-in over the global object shows. */
  readonly enumerableGlobals = new Set<string>();
  readonly #primordials = new Map<string, Primordial>();
  readonly #builtinFiles = new Map<string, string[]>();
  /** Globals of the library that the program reads through the global object, by name. */
  readonly reachedGlobals = new Map<string, { module: ModuleLowering; variable: GlobalVariable }>();
  #pending: string[] = [];
  #order = 0;

  constructor(program: ProgramLowering) {
    this.#program = program;
    for (const file of taggedFiles(program.loader.librarySources)) {
      for (const name of file.globals) this.#globalFiles.set(name, file.name);
      for (const name of file.enumerable) this.enumerableGlobals.add(name);
      for (const name of file.builtins) {
        const list = this.#builtinFiles.get(name);
        if (list === undefined) this.#builtinFiles.set(name, [file.name]);
        else if (!list.includes(file.name)) list.push(file.name);
      }
    }
  }

  /** All primordials that the program has, in a fixed order. */
  get primordials(): Primordial[] {
    const order = [...constructors.keys(), ...unnamedPrototypes.keys(), ...namespaces];
    return order.flatMap((name) => this.#primordials.get(name) ?? []);
  }

  /**
   * Begins with the library. Prototypes exist in every program, since literals and errors have them; what the program has
   * read so far is only noted.
   */
  start(): void {
    this.#started = true;
    for (const name of constructors.keys()) this.#primordial(name);
    for (const name of unnamedPrototypes.keys())
      if (this.#builtinFiles.has(name)) this.#primordial(name);
    for (const primordial of this.primordials) this.#fill(primordial);
    for (const primordial of this.#wanted) this.#reachPrimordial(primordial);
  }

  #started = false;
  readonly #wanted = new Set<Primordial>();

  /** Names of the primordials that were read before `start`. */
  get wantedNames(): string[] {
    return [...this.#wanted].map(({ name }) => name);
  }

  /** Reads a global by name; null when the library has none. */
  read(lowering: FunctionLowering, name: string): Register | null {
    const variable = this.variableOf(name);
    if (variable === null) return null;
    const target = lowering.builder.register(name);
    lowering.builder.emit({ op: 'loadGlobal', target, variable });
    return target;
  }

  /** A reached member of a constructor or namespace object. */
  staticMember(primordial: string, key: string): BuiltinMember | null {
    const members = this.#primordials.get(primordial)?.reachedMembers ?? [];
    for (const member of members) if (member.isStatic && member.key === key) return member;
    return null;
  }

  has(name: string): boolean {
    return (
      this.#globalFiles.has(name) ||
      constructors.has(name) ||
      (namespaces.has(name) && this.#builtinFiles.has(name))
    );
  }

  variableOf(name: string): GlobalVariable | null {
    if (constructors.has(name) || (namespaces.has(name) && this.#builtinFiles.has(name))) {
      const primordial = this.#primordial(name);
      if (this.#started) this.#reachPrimordial(primordial);
      else this.#wanted.add(primordial);
      return primordial.global;
    }
    const file = this.#globalFiles.get(name);
    if (file === undefined) return null;
    const module = this.#program.module(this.#program.loader.library(file));
    const variable = module.scopes.root.variables.get(name);
    if (variable === undefined)
      throw new Error(`library module ${file} does not declare its global ${name}`);
    return module.globalOf(variable);
  }

  noteMention(name: string): void {
    this.#pending.push(name);
  }

  /** Reaches what newly mentioned names select; false when nothing was pending. */
  flush(): boolean {
    const pending = this.#pending;
    this.#pending = [];
    for (const name of pending) {
      for (const primordial of this.#primordials.values()) {
        for (const member of primordial.members)
          if (this.#answersTo(member, name)) this.#reachMember(primordial, member);
      }
      if (name === 'constructor')
        for (const primordial of this.#primordials.values())
          if (constructors.has(primordial.name)) this.#reachPrimordial(primordial);
      if (this.#program.usesGlobalObject && this.has(name)) this.#reachThroughGlobalObject(name);
    }
    if (pending.length === 0 && this.#program.usesGlobalObject && !this.#globalObjectDone) {
      this.#globalObjectDone = true;
      for (const name of this.#program.mentioned)
        if (this.has(name)) this.#reachThroughGlobalObject(name);
      return true;
    }
    return pending.length > 0;
  }

  #globalObjectDone = false;

  #reachThroughGlobalObject(name: string): void {
    const variable = this.variableOf(name)!;
    this.#program.reachGlobal(variable);
    this.reachedGlobals.set(name, {
      module: this.#program.modules[Math.max(variable.module, 0)]!,
      variable,
    });
  }

  #answersTo(member: BuiltinMember, name: string): boolean {
    return member.key === name || member.aliases.includes(name);
  }

  #reachPrimordial(primordial: Primordial): void {
    if (primordial.reached) return;
    primordial.reached = true;
    if (primordial.call) this.#program.reach(primordial.call);
    if (primordial.construct) this.#program.reach(primordial.construct);
    for (const member of primordial.members)
      if (member.isStatic) this.#consider(primordial, member);
  }

  #consider(primordial: Primordial, member: BuiltinMember): void {
    if (member.isStatic && !primordial.reached) return;
    const named = [member.key, ...member.aliases].some(
      (key) => typeof key !== 'string' || this.#program.mentioned.has(key),
    );
    if (named) this.#reachMember(primordial, member);
  }

  #reachMember(primordial: Primordial, member: BuiltinMember): void {
    if (member.isStatic && !primordial.reached) return;
    if (primordial.reachedMembers.has(member)) return;
    primordial.reachedMembers.add(member);
    for (const key of [member.key, ...member.aliases])
      if (typeof key !== 'string') this.#program.symbols.add(key.symbol);
    if (member.fn) this.#program.reach(member.fn);
    if (member.constant?.kind === 'symbol') this.#program.symbols.add(member.constant.name);
    if (member.variable) this.#program.reachGlobal(member.variable);
  }

  #primordial(name: string): Primordial {
    let primordial = this.#primordials.get(name);
    if (primordial !== undefined) return primordial;
    const cName = `v_primordial__${name.replace(/\W/g, '_')}`;
    primordial = {
      name,
      members: [],
      call: null,
      construct: null,
      reached: false,
      global: { cName, name, module: -1, owner: null },
      reachedMembers: new Set(),
    };
    this.#primordials.set(name, primordial);
    if (this.#started) this.#fill(primordial);
    return primordial;
  }

  /** Adds the members that the library defines. */
  #fill(primordial: Primordial): void {
    const { name } = primordial;
    if (this.#filled.has(primordial)) return;
    this.#filled.add(primordial);
    for (const file of this.#builtinFiles.get(name) ?? []) this.#collect(primordial, file);
    if (name === 'Symbol') {
      for (const symbol of wellKnownSymbols) {
        primordial.members.push({
          key: symbol,
          isStatic: true,
          kind: 'constant',
          aliases: [],
          fn: null,
          constant: { kind: 'symbol', name: symbol },
          variable: null,
          writable: false,
          order: this.#order++,
        });
      }
    }
    for (const member of primordial.members) this.#consider(primordial, member);
  }

  readonly #filled = new Set<Primordial>();

  #collect(primordial: Primordial, file: string): void {
    const module = this.#program.module(this.#program.loader.library(file));
    for (const statement of module.record.sourceFile.statements) {
      if (!ts.isClassDeclaration(statement) || tagText(statement, 'builtin') !== primordial.name)
        continue;
      // A class with a constructor is a class of its own whose prototype is the intrinsic (see lower/class.ts).
      if (statement.members.some(ts.isConstructorDeclaration)) continue;
      for (const member of statement.members) this.#addMember(primordial, module, member);
    }
  }

  #addMember(primordial: Primordial, module: ModuleLowering, member: ts.ClassElement): void {
    if (isAbstractOrOverload(member) || !member.name) return;
    const isStatic =
      hasModifier(member, ts.SyntaxKind.StaticKeyword) || namespaces.has(primordial.name);
    const key = keyOf(member.name);
    if (key === null) return;
    const base = { key, isStatic, aliases: aliasesOf(member), order: this.#order++ };
    if (ts.isPropertyDeclaration(member)) {
      const constant = member.initializer ? constantValue(member.initializer) : null;
      const named =
        member.initializer && ts.isIdentifier(member.initializer)
          ? module.scopes.root.variables.get(member.initializer.text)
          : undefined;
      if (constant === null && named !== undefined) {
        const resolved =
          named.kind === 'import'
            ? this.#program.resolveImport(module, named)
            : { module, variable: named };
        if (resolved === null) throw new Error(`${module.record.name}: ${named.name} is not found`);
        primordial.members.push({
          ...base,
          kind: 'variable',
          fn: null,
          constant: null,
          variable: resolved.module.globalOf(resolved.variable),
          writable: true,
        });
        return;
      }
      if (constant === null)
        throw new Error(
          `${module.record.name}: the initialiser of ${String(member.name.getText())} is no constant`,
        );
      primordial.members.push({
        ...base,
        kind: 'constant',
        fn: null,
        constant,
        variable: null,
        writable: !hasModifier(member, ts.SyntaxKind.ReadonlyKeyword),
      });
      return;
    }
    if (!ts.isMethodDeclaration(member) && !ts.isAccessor(member)) return;
    const name = typeof key === 'string' ? key : `[Symbol.${key.symbol}]`;
    const fn = irFunction(module, member, name);
    if (isStatic && name === '$call') primordial.call = fn;
    else if (isStatic && name === '$construct') primordial.construct = fn;
    else {
      const kind = ts.isMethodDeclaration(member)
        ? 'method'
        : ts.isGetAccessor(member)
          ? 'get'
          : 'set';
      primordial.members.push({
        ...base,
        kind,
        fn,
        constant: null,
        variable: null,
        writable: true,
      });
    }
  }

  /** The C constant of the intrinsic that a class tagged `@builtin %X%` defines; null for other classes. */
  intrinsicPrototypeOf(node: ts.ClassLikeDeclaration): string | null {
    const name = tagText(node, 'builtin');
    return name === null ? null : (unnamedPrototypes.get(name) ?? null);
  }
}

function keyOf(name: ts.PropertyName): Key | null {
  const fixed = fixedName(name);
  if (fixed !== null) return fixed;
  if (ts.isComputedPropertyName(name) && ts.isPropertyAccessExpression(name.expression))
    return { symbol: name.expression.name.text };
  return null;
}

/** Finds tagged declarations by text, so that files are parsed only when something in them is used. */
function taggedFiles({ root, texts }: LibrarySources): TaggedFile[] {
  const found: TaggedFile[] = [];
  for (const folder of ['ecma', 'web', 'node']) {
    const prefix = path.join(root, folder) + path.sep;
    for (const [file, text] of texts) {
      if (!file.startsWith(prefix)) continue;
      if (!text.includes('@builtin') && !text.includes('@global')) continue;
      const tagged = [
        ...text.matchAll(
          /@global\b([^*]*)(?:\*(?!\/)[^*]*)*\*\/\s*export\s+(?:async\s+)?(?:class|function\*?|const|let)\s+([\w$]+)/g,
        ),
      ];
      const globals = tagged.map((match) => match[2]!);
      const enumerable = tagged
        .filter((match) => match[1]!.trim() === 'enumerable')
        .map((match) => match[2]!);
      const builtins = [...text.matchAll(/@builtin\s+([\w%]+)/g)].map((match) => match[1]!);
      found.push({
        name: path.relative(root, file).replace(/\.ts$/, ''),
        globals,
        enumerable,
        builtins,
      });
    }
  }
  return found;
}
