// Module resolution for library modules under Node: what cannot run there is replaced by Node's own or by a fake.

const REPLACEMENTS = [
  ['/src/library/machine/intrinsics.ts', './memory.mjs'],
  ['/src/library/runtime/string-cells.ts', './memory.mjs'],
  ['/src/library/runtime/value.ts', './memory.mjs'],
  ['/src/library/runtime/heap-loan.ts', './heap-loan.mjs'],
  ['/src/library/interfaces/platform.ts', './pc.mjs'],
  ['/src/library/driver/pc/entropy.ts', './pc.mjs'],
  ['/src/library/driver/pc/pci-config-space.ts', './pc.mjs'],
  ['/src/library/driver/pc/memory.ts', './pc.mjs'],
  ['/src/library/driver/pc/interrupts.ts', './pc.mjs'],
  ['/src/library/driver/pc/io-apic.ts', './pc.mjs'],
  ['/src/library/driver/pc/acpi-tables.ts', './pc.mjs'],
  ['/src/library/driver/pc/start-info.ts', './pc.mjs'],
  ['/src/library/driver/pc/command-line.ts', './pc.mjs'],
  ['/src/library/machine/language.ts', './language.mjs'],
  ['/src/library/ecma/promise/jobs.ts', './jobs.mjs'],
  ['/src/library/node/util/inspect.ts', './inspect.mjs'],
  ['/src/library/web/url.ts', './globals.mjs'],
  ['/src/library/web/url-search-params.ts', './globals.mjs'],
  ['/src/library/web/text-decoder.ts', './globals.mjs'],
  ['/src/library/web/text-encoder.ts', './globals.mjs'],
  ['/src/library/web/abort.ts', './globals.mjs'],
  ['/src/library/web/console.ts', './globals.mjs'],
  ['/src/library/web/warnings.ts', './warnings.mjs'],
  ['/src/library/node/buffer.ts', './buffer.mjs'],
];

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && context.parentURL !== undefined) {
    const path = new URL(specifier, context.parentURL).href;
    for (const [ending, replacement] of REPLACEMENTS) {
      if (path.endsWith(ending)) {
        return { url: new URL(replacement, import.meta.url).href, shortCircuit: true };
      }
    }
  }
  return next(specifier, context);
}
