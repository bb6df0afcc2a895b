// Error numbers: the system's error numbers by name, for Node's system errors. Layer: interfaces.
// Linux's numbers, negative as Node's `errno` is; every target reports failures by them.

export const EBADF = -9;
export const EAGAIN = -11;
export const EACCES = -13;
export const ENODEV = -19;
export const EINVAL = -22;
export const EDESTADDRREQ = -89;
export const EMSGSIZE = -90;
export const EAFNOSUPPORT = -97;
export const EADDRINUSE = -98;
export const EADDRNOTAVAIL = -99;
export const ENETDOWN = -100;
export const ENETUNREACH = -101;
export const ENOBUFS = -105;
export const EISCONN = -106;
export const ENOTCONN = -107;
export const ECONNREFUSED = -111;
export const EHOSTUNREACH = -113;

/** 'EADDRINUSE' of -98. */
export function errorCode(number: number): string {
  switch (-number) {
    case 1:
      return 'EPERM';
    case 9:
      return 'EBADF';
    case 11:
      return 'EAGAIN';
    case 12:
      return 'ENOMEM';
    case 13:
      return 'EACCES';
    case 19:
      return 'ENODEV';
    case 22:
      return 'EINVAL';
    case 23:
      return 'ENFILE';
    case 24:
      return 'EMFILE';
    case 32:
      return 'EPIPE';
    case 89:
      return 'EDESTADDRREQ';
    case 90:
      return 'EMSGSIZE';
    case 92:
      return 'ENOPROTOOPT';
    case 97:
      return 'EAFNOSUPPORT';
    case 98:
      return 'EADDRINUSE';
    case 99:
      return 'EADDRNOTAVAIL';
    case 100:
      return 'ENETDOWN';
    case 101:
      return 'ENETUNREACH';
    case 103:
      return 'ECONNABORTED';
    case 104:
      return 'ECONNRESET';
    case 105:
      return 'ENOBUFS';
    case 106:
      return 'EISCONN';
    case 107:
      return 'ENOTCONN';
    case 110:
      return 'ETIMEDOUT';
    case 111:
      return 'ECONNREFUSED';
    case 113:
      return 'EHOSTUNREACH';
    default:
      return 'Unknown system error ' + number;
  }
}
