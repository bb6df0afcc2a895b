// Global classes, as Node's own.
const { URL, URLSearchParams, TextDecoder, TextEncoder, AbortController, AbortSignal, console } =
  globalThis;
export { URL, URLSearchParams, TextDecoder, TextEncoder, AbortController, AbortSignal, console };
