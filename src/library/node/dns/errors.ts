// DNS errors: what node:dns calls back with. Layer: node. The order of the fields is Node's: console.log shows it.

/** `queryA ENOTFOUND name`; `number` is the system's, of getaddrinfo and getnameinfo only. */
export function dnsError(
  code: string,
  syscall: string,
  hostname: string,
  number: number | undefined,
): Error {
  const error: any = new Error(syscall + ' ' + code + (hostname ? ' ' + hostname : ''));
  error.errno = number;
  error.code = code;
  error.syscall = syscall;
  if (hostname) error.hostname = hostname;
  return error;
}
