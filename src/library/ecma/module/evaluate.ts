// Evaluation of modules that wait or that are imported while the program runs (ECMA-262 §16.2.1.5.3). Layer: ecma.
// Compiled code makes one ModuleState for each module; a failure is remembered by all modules that it concerns.
// Programs without top-level await and import() run their modules one after the other, without this.

import { newPromise, promiseThen, rejectPromise, resolvePromise } from '../promise/promise.ts';

const LINKED = 0;
const EVALUATING = 1;
/** evaluating-async */
const WAITING = 2;
const EVALUATED = 3;

class ModuleState {
  readonly execute: () => any;
  readonly hasAwait: boolean;
  readonly dependencies: ModuleState[] = [];
  status = LINKED;
  failed = false;
  error: any = undefined;
  index = 0;
  ancestorIndex = 0;
  cycleRoot: ModuleState = this;
  /** [[AsyncEvaluationOrder]]; 0: unset, or done. */
  asyncOrder = 0;
  pendingDependencies = 0;
  readonly asyncParents: ModuleState[] = [];
  /** [[TopLevelCapability]], once somebody asked while the module waits. */
  promise: any = undefined;

  constructor(execute: () => any, hasAwait: boolean) {
    this.execute = execute;
    this.hasAwait = hasAwait;
  }
}

let asyncOrders = 0;

/** `execute` runs the module's body and, when it `hasAwait`, returns a promise. */
export function createModule(execute: () => any, hasAwait: boolean): any {
  return new ModuleState(execute, hasAwait);
}

/** `module` imports `dependency`; in the order of the source. */
export function addDependency(module: any, dependency: any): void {
  module.dependencies.push(dependency);
}

/** Evaluate(): undefined when the module is done, a promise when it waits; throws what its evaluation threw. */
export function evaluateModule(module: any): any {
  if (module.status === LINKED) evaluateGraph(module);
  const root: ModuleState = module.cycleRoot;
  if (root.failed) throw root.error;
  if (root.status !== WAITING) return undefined;
  if (root.promise === undefined) root.promise = newPromise();
  return root.promise;
}

function evaluateGraph(module: ModuleState): void {
  const stack: ModuleState[] = [];
  try {
    evaluateInner(module, stack, 0);
  } catch (error) {
    for (let i = 0; i < stack.length; i++) noteFailure(stack[i]!, error);
    throw error;
  }
}

/** InnerModuleEvaluation (§16.2.1.5.3.1): the next index. */
function evaluateInner(module: ModuleState, stack: ModuleState[], index: number): number {
  if (module.status !== LINKED) {
    if (module.failed) throw module.error;
    return index;
  }
  module.status = EVALUATING;
  module.index = index;
  module.ancestorIndex = index;
  stack.push(module);
  let next = index + 1;
  for (let i = 0; i < module.dependencies.length; i++) {
    const dependency = module.dependencies[i]!;
    next = evaluateInner(dependency, stack, next);
    awaitDependency(module, dependency);
  }
  if (module.pendingDependencies > 0 || module.hasAwait) {
    module.asyncOrder = ++asyncOrders;
    if (module.pendingDependencies === 0) executeAsync(module);
  } else {
    module.execute();
  }
  if (module.ancestorIndex === module.index) closeCycle(module, stack);
  return next;
}

function awaitDependency(module: ModuleState, dependency: ModuleState): void {
  let required = dependency;
  if (dependency.status === EVALUATING) {
    if (dependency.ancestorIndex < module.ancestorIndex)
      module.ancestorIndex = dependency.ancestorIndex;
  } else {
    required = dependency.cycleRoot;
    if (required.failed) throw required.error;
  }
  if (required.asyncOrder === 0) return;
  module.pendingDependencies++;
  required.asyncParents.push(module);
}

/** `root` is the first of its cycle: it and all above it on the stack are through. */
function closeCycle(root: ModuleState, stack: ModuleState[]): void {
  while (true) {
    const member = stack.pop()!;
    member.status = member.asyncOrder === 0 ? EVALUATED : WAITING;
    member.cycleRoot = root;
    if (member === root) return;
  }
}

function executeAsync(module: ModuleState): void {
  promiseThen(
    module.execute(),
    () => fulfil(module),
    (error: any) => fail(module, error),
  );
}

/** AsyncModuleExecutionFulfilled (§16.2.1.5.3.4). */
function fulfil(module: ModuleState): void {
  if (module.status === EVALUATED) return;
  finish(module);
  const ready: ModuleState[] = [];
  gatherReady(module, ready);
  ready.sort((a, b) => a.asyncOrder - b.asyncOrder);
  for (let i = 0; i < ready.length; i++) proceed(ready[i]!);
}

/** What `module` waited for is there. */
function proceed(module: ModuleState): void {
  if (module.status === EVALUATED) return;
  if (module.hasAwait) return executeAsync(module);
  try {
    module.execute();
  } catch (error) {
    return fail(module, error);
  }
  finish(module);
}

function finish(module: ModuleState): void {
  module.asyncOrder = 0;
  module.status = EVALUATED;
  if (module.promise !== undefined) resolvePromise(module.promise, undefined);
}

/** GatherAvailableAncestors (§16.2.1.5.3.3). */
function gatherReady(module: ModuleState, ready: ModuleState[]): void {
  for (let i = 0; i < module.asyncParents.length; i++) {
    const parent = module.asyncParents[i]!;
    if (ready.includes(parent) || parent.cycleRoot.failed) continue;
    if (--parent.pendingDependencies > 0) continue;
    ready.push(parent);
    if (!parent.hasAwait) gatherReady(parent, ready);
  }
}

/** AsyncModuleExecutionRejected (§16.2.1.5.3.5). */
function fail(module: ModuleState, error: any): void {
  if (module.status === EVALUATED) return;
  noteFailure(module, error);
  if (module.promise !== undefined) rejectPromise(module.promise, error);
  for (let i = 0; i < module.asyncParents.length; i++) fail(module.asyncParents[i]!, error);
}

function noteFailure(module: ModuleState, error: any): void {
  module.asyncOrder = 0;
  module.status = EVALUATED;
  module.failed = true;
  module.error = error;
}
