// Lets library modules run under Node: import this first, then import the module under test dynamically.
// The machine subset meets a fake memory (memory.mjs); modules of other layers are replaced as in hooks.mjs.

import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
