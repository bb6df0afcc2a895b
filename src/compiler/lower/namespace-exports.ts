// What the blocks of one TypeScript namespace export together: each block sees the exports of the others by name.
// Layer: compiler, lower. Blocks merge when the same scope, or the same namespace, declares their name.

import type { Scope, Variable } from './scope.ts';

/** One namespace, however many blocks it has. */
export interface NamespaceExports {
  readonly names: Set<string>;
  readonly inner: Map<string, NamespaceExports>;
}

interface NamespaceBlock {
  readonly scope: Scope;
  readonly object: Variable;
  readonly exports: NamespaceExports;
}

export class NamespaceTable {
  readonly #byScope = new Map<Scope, Map<string, NamespaceExports>>();
  readonly #ofScope = new Map<Scope, NamespaceExports>();
  readonly #blocks: NamespaceBlock[] = [];

  /** A block `scope` of namespace `name`, declared in `outer`; `isExported` by the namespace around it. */
  enter(outer: Scope, name: string, scope: Scope, object: Variable, isExported: boolean): void {
    const around = isExported ? this.#ofScope.get(outer) : undefined;
    const exports = entry(around?.inner ?? this.#innerOf(outer), name);
    this.#ofScope.set(scope, exports);
    this.#blocks.push({ scope, object, exports });
  }

  /** The block `scope` exports `name`. */
  add(scope: Scope, name: string): void {
    this.#ofScope.get(scope)!.names.add(name);
  }

  /** After all declarations: gives every block the names that only its siblings declare. */
  merge(): void {
    for (const { scope, object, exports } of this.#blocks) {
      for (const name of exports.names) {
        if (scope.variables.has(name)) continue;
        scope.declare(name, 'namespace').namespaceObject = object;
      }
    }
  }

  #innerOf(scope: Scope): Map<string, NamespaceExports> {
    let inner = this.#byScope.get(scope);
    if (inner === undefined) this.#byScope.set(scope, (inner = new Map()));
    return inner;
  }
}

function entry(map: Map<string, NamespaceExports>, name: string): NamespaceExports {
  let found = map.get(name);
  if (found === undefined) map.set(name, (found = { names: new Set(), inner: new Map() }));
  return found;
}
