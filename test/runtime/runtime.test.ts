// The runtime's memory and object model, run by itself on the host (see build-runtime-program.ts).

import assert from 'node:assert/strict';
import test from 'node:test';

import { buildRuntimeProgram, runRuntimeProgram } from './build-runtime-program.ts';

test('gigabytes of garbage fit into 16 MiB, and what is reachable survives', () => {
  const output = runRuntimeProgram(buildRuntimeProgram('collector'), 16);
  assert.equal(output, '100000\n32767\n1');
});

test('strings keep their text however they are made and whenever memory is collected', () => {
  assert.equal(runRuntimeProgram(buildRuntimeProgram('strings'), 16), '1');
});

const OBJECTS = `1,2,10,b,a,-1,1.5,
0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,length,x,
0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,4000000000,length,x,
4000000001
0,1,2,length,x,
2
threw Invalid array length
0,2,length,x,
threw Cannot assign to read only property 'ro' of object '#<Object>'
threw Cannot delete property 'ro' of #<Object>
threw Cannot redefine property: ro
threw Cannot set property g of #<Object> which has only a getter
threw Cannot add property new, object is not extensible
threw Cannot assign to read only property 'a' of object '#<Object>'
ok
threw Cannot read properties of undefined (reading 'x')
threw Cannot set properties of null (setting 'x')
threw Cannot create property 'x' on string 'abc'
threw Cannot assign to read only property 'length' of string 'abc'
threw Cannot create property 'x' on number '5'
threw Cannot assign to read only property '0' of object '[object Array]'
threw Cannot add property 2, object is not extensible
threw Cannot assign to read only property 'length' of object '[object Array]'
threw Cannot delete property '0' of [object Array]
threw Cannot assign to read only property 'a' of object '#<Object>'
q,
0,1,z,q,`;

test('objects, arrays and caches obey attributes and order, and say so in V8’s words', () => {
  const output = runRuntimeProgram(buildRuntimeProgram('objects'), 16);
  assert.equal(output, `${OBJECTS}\n${OBJECTS}\n1`);
});
