// The default objects of Node's modules: the same members as the exports, and what is replaced on them is replaced.

import http, { Agent, get } from 'node:http';
import net, { createServer } from 'node:net';
import path, { join } from 'node:path';

console.log(http.get === get, http.Agent === Agent, net.createServer === createServer);
console.log(path.join === join, path.join('a', '..', 'b'), path.sep);
console.log(new net.Server() instanceof net.Server, typeof http.METHODS, (http as any).nothing);
class Pool extends http.Agent {}
console.log(new Pool({ keepAlive: true }).keepAlive);

const original = http.get;
(http as any).get = (url: string) => 'replaced ' + url;
console.log(http.get('x' as any), http.get === get);
http.get = original;
console.log(http.get === get, Object.keys(http).includes('createServer'));
