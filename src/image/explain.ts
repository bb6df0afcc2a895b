// Explain: why is this function in the image? Layer: image.
// The compiler notes for each function the chain of names that reached it first; this finds the ones asked for.

export interface ReachedFunction {
  readonly name: string;
  readonly module: string;
  readonly symbol: string;
  /** From the start of the program to the function. */
  readonly why: readonly string[];
}

/** Functions that `name` means: the name, its last part, `module/name`, or the symbol. */
export function findFunctions(
  functions: readonly ReachedFunction[],
  name: string,
): ReachedFunction[] {
  const exact = functions.filter(
    (fn) => fn.name === name || fn.symbol === name || `${fn.module}/${fn.name}` === name,
  );
  if (exact.length > 0) return exact;
  return functions.filter((fn) => lastPart(fn.name) === name);
}

/** Names that are spelled similarly, for a name that is not there. */
export function similarNames(functions: readonly ReachedFunction[], name: string): string[] {
  const wanted = name.toLowerCase();
  const names = new Set(functions.map((fn) => fn.name));
  return [...names].filter((candidate) => candidate.toLowerCase().includes(wanted)).slice(0, 10);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).replace(/^#/, '');
}
