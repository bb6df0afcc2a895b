// The room on the stack that an asynchronous call asks for before it starts. Layer: ecma.
// What settles its promise afterwards must not run out of stack half way: a rejection could then stay unhandled for ever.

/** In bytes; at least twice what the calls of this folder take when they are compiled without optimisation. */
export const STACK_TO_SETTLE = 32768;
