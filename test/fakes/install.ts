// Install: replaces machine modules for unit tests of ordinary library code. Import it first, then the library by `await import`.
import { register } from 'node:module';

register('./machine-hooks.mjs', import.meta.url);
