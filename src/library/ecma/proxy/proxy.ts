// Proxy: the constructor and Proxy.revocable (ECMA-262 §28.2). Layer: ecma. What a proxy does is the runtime's.

import { isObject } from '../../machine/language.ts';
import { newProxy, revokeProxy } from '../../runtime/proxy.ts';

/** @global */
export class Proxy {
  constructor(target: any, handler: any) {
    return createProxy(target, handler);
  }

  static revocable(target: any, handler: any): any {
    const proxy = createProxy(target, handler);
    return {
      proxy,
      revoke: () => {
        revokeProxy(proxy);
      },
    };
  }
}

/** ProxyCreate (ECMA-262 §10.5.14). */
function createProxy(target: any, handler: any): any {
  if (!isObject(target) || !isObject(handler)) {
    throw new TypeError('Cannot create proxy with a non-object as target or handler');
  }
  return newProxy(target, handler);
}
