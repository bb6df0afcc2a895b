// Under Node the machine modules of the process target are one fake kernel in memory (fake-kernel.ts).
const FAKED = [
  'sockets.ts',
  'poll.ts',
  'signals.ts',
  'socket-address.ts',
  'prepared-listeners.ts',
  'client-allowed.ts',
  'host-files.ts',
  'random-word.ts',
];

export async function resolve(specifier, context, next) {
  const name = specifier.split('/').at(-1);
  if (context.parentURL?.includes('/driver/process/') && FAKED.includes(name)) {
    return next(new URL('./fake-kernel.ts', import.meta.url).href, context);
  }
  if (name === 'datagram-sockets.ts') {
    return next(new URL('./fake-datagrams.ts', import.meta.url).href, context);
  }
  return next(specifier, context);
}
