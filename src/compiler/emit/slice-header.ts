// The part of the common header that one C file needs. Layer: compiler, emit.
// A change of one runtime function then recompiles the files that use it, not all of them. Inline functions lose their
// `#line`: what they become belongs to the line that calls them.

interface Unit {
  readonly text: string;
  readonly uses: ReadonlySet<string>;
}

export class HeaderSlicer {
  readonly #common: string;
  /** Prototypes, variables and macros by the name that they declare. */
  readonly #declarations = new Map<string, Unit>();
  readonly #bodies = new Map<string, Unit>();
  readonly #order: string[] = [];

  constructor(header: string) {
    const lines = header.split('\n').filter((line) => !line.startsWith('#line'));
    const first = lines.findIndex((line) => /^extern /.test(line));
    const last = lines.lastIndexOf('#endif');
    this.#common = [...lines.slice(0, first), ...lines.slice(last)].join('\n');
    for (let index = first; index < last; index++) {
      const line = lines[index]!;
      if (line.trim() === '') continue;
      if (line.startsWith('DRM') && line.endsWith('{')) {
        const end = lines.indexOf('}', index);
        this.#add(this.#bodies, nameOf(line), lines.slice(index, end + 1).join('\n'));
        index = end;
      } else this.#add(this.#declarations, nameOf(line), line);
    }
  }

  /** The common part, then every declaration and inline function that `c` reaches, in the header's order. */
  slice(c: string): string {
    const needed = new Set<string>();
    const pending = [...identifiers(c)];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (needed.has(name)) continue;
      const declaration = this.#declarations.get(name);
      const body = this.#bodies.get(name);
      if (declaration === undefined && body === undefined) continue;
      needed.add(name);
      for (const unit of [declaration, body]) if (unit) pending.push(...unit.uses);
    }
    const kept = this.#order.filter((name) => needed.has(name));
    const declarations = kept
      .map((name) => this.#declarations.get(name)?.text)
      .filter((text) => text !== undefined);
    const bodies = kept
      .map((name) => this.#bodies.get(name)?.text)
      .filter((text) => text !== undefined);
    return [this.#common, ...declarations, ...bodies].join('\n');
  }

  #add(target: Map<string, Unit>, name: string, text: string): void {
    target.set(name, { text, uses: identifiers(text) });
    if (!this.#order.includes(name)) this.#order.push(name);
  }
}

/** `extern T drv_x[];`, `#define drv_x ...`, `T dr_f(...)`: the declared name. */
function nameOf(line: string): string {
  const define = /^#define (\w+)/.exec(line);
  if (define) return define[1]!;
  const fn = /(\w+)\s*\(/.exec(line.replace(/__attribute__\s*\(\(.*?\)\)/g, ''));
  if (fn && !line.startsWith('extern')) return fn[1]!;
  const variable = /(\w+)(\[\])?;$/.exec(line);
  return variable?.[1] ?? fn?.[1] ?? line;
}

function identifiers(text: string): Set<string> {
  return new Set(text.match(/\bdr[a-z]*_\w+/g) ?? []);
}
