// Which modules may be seen before they ran: their variables are checked wherever other modules read them.
// Layer: compiler, lower. A module sees another one too early only when it runs before it though it imports it, at
// whatever distance: in a cycle of imports (ECMA-262 §16.2.1.5.3). All other imports are read without a check.

import type { ModuleRecord } from '../load/module-record.ts';

/** The modules that may be seen too early; `isAsync`: it has top-level await. */
export function earlyAccess(
  entry: ModuleRecord,
  modules: Iterable<ModuleRecord>,
  isAsync: (record: ModuleRecord) => boolean,
): Set<ModuleRecord> {
  const early = new Set<ModuleRecord>();
  const reachable = new Map<ModuleRecord, Set<ModuleRecord>>();
  for (const root of evaluationRoots(entry, modules)) {
    const order = postOrder(root);
    const position = new Map(order.map((record, index) => [record, index]));
    for (const record of order) {
      if (!seesLater(record, position)) continue;
      let seen = reachable.get(record);
      if (seen === undefined) reachable.set(record, (seen = new Set(postOrder(record))));
      // When modules end that wait, or that something requires, is not known here.
      const isLoose = [...seen].some((found) => isAsync(found) || requiresModule(found));
      const at = position.get(record)!;
      for (const found of seen) if (isLoose || position.get(found)! > at) early.add(found);
      if (edges(record).includes(record)) early.add(record);
    }
  }
  return early;
}

/** The entry, and what import() and require() start. */
function evaluationRoots(entry: ModuleRecord, modules: Iterable<ModuleRecord>): Set<ModuleRecord> {
  const roots = new Set([entry]);
  for (const record of modules)
    if (!record.isLibrary) for (const target of record.deferred) roots.add(target);
  return roots;
}

/** Some direct import of it is evaluated after it: this is where a cycle closes. */
function seesLater(record: ModuleRecord, position: ReadonlyMap<ModuleRecord, number>): boolean {
  return edges(record).some((target) => position.get(target)! >= position.get(record)!);
}

/** A CommonJS module that requires an ES module. */
function requiresModule(record: ModuleRecord): boolean {
  return record.kind === 'cjs' && edges(record).some((target) => target.kind === 'esm');
}

/** Post-order over imports: user modules only, the library is evaluated before. */
function postOrder(root: ModuleRecord): ModuleRecord[] {
  const order: ModuleRecord[] = [];
  const seen = new Set<ModuleRecord>();
  const visit = (record: ModuleRecord): void => {
    if (seen.has(record)) return;
    seen.add(record);
    for (const target of edges(record)) visit(target);
    order.push(record);
  };
  visit(root);
  return order;
}

function edges(record: ModuleRecord): ModuleRecord[] {
  const { dependencies, deferred } = record;
  const targets = record.kind === 'cjs' ? [...dependencies, ...deferred] : dependencies;
  return targets.filter((target) => !target.isLibrary && target.kind !== 'machine');
}
