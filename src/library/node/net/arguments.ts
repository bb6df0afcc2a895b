// Arguments: the many ways to call listen and connect, as options. Layer: node (node:net).

/** `connect(options | port [, host] [, callback])`. */
export function normalizeConnectArguments(args: any[]): { options: any; callback: any } {
  const last = args[args.length - 1];
  const callback = typeof last === 'function' ? last : undefined;
  const first = args[0];
  if (first !== null && typeof first === 'object') return { options: first, callback };
  const options: any = { port: first };
  if (typeof args[1] === 'string') options.host = args[1];
  return { options, callback };
}

/** `listen(options | port [, host] [, backlog] [, callback])`. */
export function normalizeListenArguments(args: any[]): { options: any; callback: any } {
  const last = args[args.length - 1];
  const callback = typeof last === 'function' ? last : undefined;
  const first = args[0];
  if (first !== null && typeof first === 'object') return { options: first, callback };
  const options: any = {};
  if (first !== undefined && first !== null && typeof first !== 'function') options.port = first;
  for (let i = 1; i < args.length; i++) {
    const argument = args[i];
    if (typeof argument === 'string') options.host = argument;
    else if (typeof argument === 'number') options.backlog = argument;
  }
  return { options, callback };
}
