// Prints what an action returns or throws, in a form that needs little of the library.

/** `label -> value`, or `label threw TypeError: message`. */
export function attempt(label: string, action: () => unknown): void {
  let line: string;
  try {
    line = label + ' -> ' + text(action());
  } catch (error) {
    line = label + ' threw ' + problem(error);
  }
  console.log(line);
}

export function problem(error: unknown): string {
  if (error instanceof Error) return error.name + ': ' + error.message;
  return text(error);
}

/** Strings in quotes, arrays in brackets, -0 told from 0. */
export function text(value: unknown): string {
  if (typeof value === 'string') return "'" + value + "'";
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'function') return 'function ' + value.name;
  if (Array.isArray(value)) {
    const parts: string[] = [];
    for (let i = 0; i < value.length; i++) parts.push(i in value ? text(value[i]) : 'hole');
    return '[' + parts.join(', ') + ']';
  }
  if (typeof value === 'object' && value !== null) {
    const object = value as Record<string, unknown>;
    const parts: string[] = [];
    for (const key of Object.keys(object)) parts.push(key + ': ' + text(object[key]));
    return '{' + parts.join(', ') + '}';
  }
  return String(value);
}
