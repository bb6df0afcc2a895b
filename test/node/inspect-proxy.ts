// util.inspect: proxies show their target, or their parts on request, and run no trap.
import { inspect, types } from 'node:util';

const trapped = new Proxy({ a: 1 }, { get: () => 5, ownKeys: () => { throw new Error('trap'); } });
console.log(trapped, new Proxy([1, 2], {}), new Proxy(function f() {}, {}));
console.log(inspect(trapped, { showProxy: true, customInspect: false }).split(',')[0], inspect(new Proxy([1], {}), { showProxy: 1 as any }));
console.log(types.isProxy(trapped), types.isMap(new Proxy(new Map(), {})));
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
console.log(inspect(proxy), inspect({ proxy }, { showProxy: true }));
