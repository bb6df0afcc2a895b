// One-way constraints between variables, planned by strength and carried out, in the manner of the DeltaBlue algorithm:
// polymorphic methods, lists that grow and shrink.

import { measure } from '../measure.ts';

const enum Strength {
  required,
  preferred,
  normal,
  weak,
}

class Variable {
  readonly constraints: Constraint[] = [];
  determinedBy: Constraint | null = null;
  strength: Strength = Strength.weak;
  mark = 0;
  constructor(public value: number) {}
}

abstract class Constraint {
  isSatisfied = false;
  constructor(
    readonly strength: Strength,
    readonly output: Variable,
    readonly inputs: readonly Variable[],
  ) {
    output.constraints.push(this);
    for (const input of inputs) input.constraints.push(this);
  }
  abstract execute(): void;

  /** Takes the output over from a weaker constraint, which is returned. */
  satisfy(mark: number): Constraint | null {
    const { output } = this;
    const old = output.determinedBy;
    if (old !== null && old.strength <= this.strength) return null;
    if (old !== null) old.isSatisfied = false;
    this.isSatisfied = true;
    output.determinedBy = this;
    output.mark = mark;
    output.strength = this.inputs.reduce<Strength>(
      (weakest, input) => (input.strength > weakest ? input.strength : weakest),
      this.strength,
    );
    return old;
  }
}

class Stay extends Constraint {
  override execute(): void {}
}

class Edit extends Constraint {
  next = 0;
  override execute(): void {
    this.output.value = this.next;
  }
}

class Equal extends Constraint {
  override execute(): void {
    this.output.value = this.inputs[0]!.value;
  }
}

class Scale extends Constraint {
  override execute(): void {
    const [source, factor, offset] = this.inputs;
    this.output.value = source!.value * factor!.value + offset!.value;
  }
}

class Planner {
  #mark = 0;

  add(constraint: Constraint): void {
    this.#mark++;
    let next: Constraint | null = constraint;
    while (next !== null) next = next.satisfy(this.#mark);
  }

  /** In the order in which values flow. */
  planFrom(edit: Edit): Constraint[] {
    const mark = ++this.#mark;
    const plan: Constraint[] = [];
    const todo: Constraint[] = [edit];
    while (todo.length > 0) {
      const constraint = todo.pop()!;
      if (!constraint.isSatisfied || constraint.output.mark === mark) continue;
      constraint.output.mark = mark;
      plan.push(constraint);
      for (const other of constraint.output.constraints)
        if (other !== constraint && other.output !== constraint.output) todo.push(other);
    }
    return plan;
  }
}

function chain(length: number): number {
  const planner = new Planner();
  const variables = Array.from({ length }, () => new Variable(0));
  for (let i = 1; i < length; i++)
    planner.add(new Equal(Strength.required, variables[i]!, [variables[i - 1]!]));
  planner.add(new Stay(Strength.normal, variables[0]!, []));
  const edit = new Edit(Strength.preferred, variables[0]!, []);
  planner.add(edit);
  const plan = planner.planFrom(edit);
  for (let i = 0; i < 40; i++) {
    edit.next = i;
    for (const constraint of plan) constraint.execute();
  }
  return variables.at(-1)!.value + plan.length;
}

function projection(count: number): number {
  const planner = new Planner();
  const factor = new Variable(10);
  const offset = new Variable(1000);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const source = new Variable(i);
    const target = new Variable(0);
    planner.add(new Stay(Strength.normal, source, []));
    planner.add(new Scale(Strength.required, target, [source, factor, offset]));
    const edit = new Edit(Strength.preferred, source, []);
    planner.add(edit);
    edit.next = i * 2;
    for (const constraint of planner.planFrom(edit)) constraint.execute();
    sum += target.value;
  }
  return sum;
}

measure(() => `${chain(3000)} ${projection(300)}`);
