// Loader hooks: under Node, machine modules that ordinary library code imports are replaced by fakes on Node's own objects.
const FAKES = {
  '/machine/language.ts': 'language.ts',
  '/runtime/inspect-kinds.ts': 'inspect-kinds.ts',
  '/ecma/promise/jobs.ts': 'jobs.ts',
  '/runtime/heap-space.ts': 'heap-space.ts',
  '/web/console-output.ts': 'console-output.ts',
  '/interfaces/platform.ts': 'platform.ts',
  '/web/byte-text.ts': 'byte-text.ts',
};

export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context);
  for (const suffix of Object.keys(FAKES)) {
    if (resolved.url.includes('/src/library' + suffix)) {
      return next(new URL(FAKES[suffix], import.meta.url).href, context);
    }
  }
  return resolved;
}
