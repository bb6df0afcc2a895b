// Properties of the builtins: what they are called, their lengths and attributes, whether they can be constructed.

const keyText = (key: PropertyKey): string => (typeof key === 'symbol' ? String(key) : JSON.stringify(key));
function flags(descriptor: PropertyDescriptor): string {
  return (descriptor.writable ? 'w' : '-') + (descriptor.enumerable ? 'e' : '-') + (descriptor.configurable ? 'c' : '-');
}
function isConstructor(value: any): boolean {
  try {
    Reflect.construct(Object, [], value);
    return true;
  } catch {
    return false;
  }
}
function functionText(value: any): string {
  const length = Object.getOwnPropertyDescriptor(value, 'length')!;
  const name = Object.getOwnPropertyDescriptor(value, 'name');
  return [
    length.value,
    flags(length),
    name === undefined ? 'nameless' : keyText(name.value) + flags(name),
    isConstructor(value) ? 'new' : '',
    Object.hasOwn(value, 'prototype') ? 'prototype' + flags(Object.getOwnPropertyDescriptor(value, 'prototype')!) : '',
  ].join(' ');
}
function valueText(value: any): string {
  if (typeof value === 'function') return functionText(value);
  return typeof value === 'object' ? 'object' : String(value);
}
function show(label: string, object: any, keys: PropertyKey[]): void {
  for (const key of keys) {
    const found = Object.getOwnPropertyDescriptor(object, key);
    let text = 'missing';
    if (found !== undefined && 'value' in found) text = flags(found) + ' ' + valueText(found.value);
    else if (found !== undefined)
      text = flags(found) + ' get ' + (found.get ? functionText(found.get) : 'none') + ' set ' + (found.set ? functionText(found.set) : 'none');
    console.log(label + '.' + keyText(key) + ' ' + text);
  }
}

show("Object", Object, ['length', 'name', 'prototype', 'assign', 'getOwnPropertyDescriptor', 'getOwnPropertyDescriptors', 'getOwnPropertyNames', 'getOwnPropertySymbols', 'hasOwn', 'is', 'preventExtensions', 'seal', 'create', 'defineProperties', 'defineProperty', 'freeze', 'getPrototypeOf', 'setPrototypeOf', 'isExtensible', 'isFrozen', 'isSealed', 'keys', 'entries', 'fromEntries', 'values']);
show("Object.prototype", Object.prototype, ['constructor', '__defineGetter__', '__defineSetter__', 'hasOwnProperty', '__lookupGetter__', '__lookupSetter__', 'isPrototypeOf', 'propertyIsEnumerable', 'toString', 'valueOf', '__proto__', 'toLocaleString']);
show("Function", Function, ['length', 'name', 'prototype']);
show("Function.prototype", Function.prototype, ['length', 'name', 'constructor', 'apply', 'bind', 'call', 'toString', Symbol.hasInstance]);
show("Array", Array, ['length', 'name', 'prototype', 'isArray', 'from', 'of', Symbol.species]);
show("Array.prototype", Array.prototype, ['length', 'constructor', 'at', 'concat', 'copyWithin', 'fill', 'find', 'findIndex', 'findLast', 'findLastIndex', 'lastIndexOf', 'pop', 'push', 'reverse', 'shift', 'unshift', 'slice', 'sort', 'splice', 'includes', 'indexOf', 'join', 'keys', 'entries', 'values', 'forEach', 'filter', 'flat', 'flatMap', 'map', 'every', 'some', 'reduce', 'reduceRight', 'toLocaleString', 'toString', 'toReversed', 'toSorted', 'toSpliced', 'with', Symbol.iterator]);
show("String", String, ['length', 'name', 'prototype', 'fromCharCode', 'fromCodePoint', 'raw']);
show("String.prototype", String.prototype, ['length', 'constructor', 'anchor', 'at', 'big', 'blink', 'bold', 'charAt', 'charCodeAt', 'codePointAt', 'concat', 'endsWith', 'fontcolor', 'fontsize', 'fixed', 'includes', 'indexOf', 'isWellFormed', 'italics', 'lastIndexOf', 'link', 'localeCompare', 'match', 'matchAll', 'normalize', 'padEnd', 'padStart', 'repeat', 'replace', 'replaceAll', 'search', 'slice', 'small', 'split', 'strike', 'sub', 'substr', 'substring', 'sup', 'startsWith', 'toString', 'toWellFormed', 'trim', 'trimStart', 'trimLeft', 'trimEnd', 'trimRight', 'toLocaleLowerCase', 'toLocaleUpperCase', 'toLowerCase', 'toUpperCase', 'valueOf', Symbol.iterator]);
show("Number", Number, ['length', 'name', 'prototype', 'isFinite', 'isInteger', 'isNaN', 'isSafeInteger', 'parseFloat', 'parseInt', 'MAX_VALUE', 'MIN_VALUE', 'NaN', 'NEGATIVE_INFINITY', 'POSITIVE_INFINITY', 'MAX_SAFE_INTEGER', 'MIN_SAFE_INTEGER', 'EPSILON']);
show("Number.prototype", Number.prototype, ['constructor', 'toExponential', 'toFixed', 'toPrecision', 'toString', 'valueOf', 'toLocaleString']);
show("Boolean", Boolean, ['length', 'name', 'prototype']);
show("Boolean.prototype", Boolean.prototype, ['constructor', 'toString', 'valueOf']);
show("Symbol", Symbol, ['length', 'name', 'prototype', 'for', 'keyFor', 'asyncIterator', 'hasInstance', 'isConcatSpreadable', 'iterator', 'match', 'matchAll', 'replace', 'search', 'species', 'split', 'toPrimitive', 'toStringTag', 'unscopables']);
show("Symbol.prototype", Symbol.prototype, ['constructor', 'toString', 'valueOf', 'description', Symbol.toStringTag, Symbol.toPrimitive]);
show("Error", Error, ['length', 'name', 'prototype']);
show("Error.prototype", Error.prototype, ['constructor', 'name', 'message', 'toString']);
show("EvalError", EvalError, ['length', 'name', 'prototype']);
show("EvalError.prototype", EvalError.prototype, ['constructor', 'name', 'message']);
show("RangeError", RangeError, ['length', 'name', 'prototype']);
show("RangeError.prototype", RangeError.prototype, ['constructor', 'name', 'message']);
show("ReferenceError", ReferenceError, ['length', 'name', 'prototype']);
show("ReferenceError.prototype", ReferenceError.prototype, ['constructor', 'name', 'message']);
show("SyntaxError", SyntaxError, ['length', 'name', 'prototype']);
show("SyntaxError.prototype", SyntaxError.prototype, ['constructor', 'name', 'message']);
show("TypeError", TypeError, ['length', 'name', 'prototype']);
show("TypeError.prototype", TypeError.prototype, ['constructor', 'name', 'message']);
show("URIError", URIError, ['length', 'name', 'prototype']);
show("URIError.prototype", URIError.prototype, ['constructor', 'name', 'message']);
show("AggregateError", AggregateError, ['length', 'name', 'prototype']);
show("AggregateError.prototype", AggregateError.prototype, ['constructor', 'name', 'message']);
show("Promise", Promise, ['length', 'name', 'prototype', 'all', 'allSettled', 'any', 'race', 'resolve', 'reject', Symbol.species]);
show("Promise.prototype", Promise.prototype, ['constructor', 'then', 'catch', 'finally', Symbol.toStringTag]);
show("Map", Map, ['length', 'name', 'prototype', Symbol.species]);
show("Map.prototype", Map.prototype, ['constructor', 'get', 'set', 'has', 'delete', 'clear', 'entries', 'forEach', 'keys', 'size', 'values', Symbol.toStringTag, Symbol.iterator]);
show("Set", Set, ['length', 'name', 'prototype', Symbol.species]);
show("Set.prototype", Set.prototype, ['constructor', 'has', 'add', 'delete', 'clear', 'entries', 'forEach', 'size', 'values', 'keys', Symbol.toStringTag, Symbol.iterator]);
show("WeakMap", WeakMap, ['length', 'name', 'prototype']);
show("WeakMap.prototype", WeakMap.prototype, ['constructor', 'delete', 'get', 'set', 'has', Symbol.toStringTag]);
show("WeakSet", WeakSet, ['length', 'name', 'prototype']);
show("WeakSet.prototype", WeakSet.prototype, ['constructor', 'delete', 'has', 'add', Symbol.toStringTag]);
show("WeakRef", WeakRef, ['length', 'name', 'prototype']);
show("WeakRef.prototype", WeakRef.prototype, ['constructor', 'deref', Symbol.toStringTag]);
show("FinalizationRegistry", FinalizationRegistry, ['length', 'name', 'prototype']);
show("FinalizationRegistry.prototype", FinalizationRegistry.prototype, ['constructor', 'register', 'unregister', Symbol.toStringTag]);
show("RegExp", RegExp, ['length', 'name', 'prototype', Symbol.species]);
show("RegExp.prototype", RegExp.prototype, ['constructor', 'exec', 'dotAll', 'flags', 'global', 'hasIndices', 'ignoreCase', 'multiline', 'source', 'sticky', 'unicode', 'compile', 'toString', 'test', 'unicodeSets', Symbol.match, Symbol.matchAll, Symbol.replace, Symbol.search, Symbol.split]);
show("Date", Date, ['length', 'name', 'prototype', 'now', 'parse', 'UTC']);
show("Date.prototype", Date.prototype, ['constructor', 'toString', 'toDateString', 'toTimeString', 'toISOString', 'toUTCString', 'toGMTString', 'getDate', 'setDate', 'getDay', 'getFullYear', 'setFullYear', 'getHours', 'setHours', 'getMilliseconds', 'setMilliseconds', 'getMinutes', 'setMinutes', 'getMonth', 'setMonth', 'getSeconds', 'setSeconds', 'getTime', 'setTime', 'getTimezoneOffset', 'getUTCDate', 'setUTCDate', 'getUTCDay', 'getUTCFullYear', 'setUTCFullYear', 'getUTCHours', 'setUTCHours', 'getUTCMilliseconds', 'setUTCMilliseconds', 'getUTCMinutes', 'setUTCMinutes', 'getUTCMonth', 'setUTCMonth', 'getUTCSeconds', 'setUTCSeconds', 'valueOf', 'getYear', 'setYear', 'toJSON', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', Symbol.toPrimitive]);
show("Proxy", Proxy, ['length', 'name', 'revocable']);
show("ArrayBuffer", ArrayBuffer, ['length', 'name', 'prototype', 'isView', Symbol.species]);
show("ArrayBuffer.prototype", ArrayBuffer.prototype, ['constructor', 'byteLength', 'slice', 'maxByteLength', 'resizable', 'resize', Symbol.toStringTag]);
show("DataView", DataView, ['length', 'name', 'prototype']);
show("DataView.prototype", DataView.prototype, ['constructor', 'buffer', 'byteLength', 'byteOffset', 'getInt8', 'setInt8', 'getUint8', 'setUint8', 'getInt16', 'setInt16', 'getUint16', 'setUint16', 'getInt32', 'setInt32', 'getUint32', 'setUint32', 'getFloat32', 'setFloat32', 'getFloat64', 'setFloat64', 'getBigUint64', 'setBigUint64', Symbol.toStringTag]);
show("Int8Array", Int8Array, ['length', 'name', 'prototype', 'BYTES_PER_ELEMENT']);
show("Int8Array.prototype", Int8Array.prototype, ['constructor', 'BYTES_PER_ELEMENT']);
show("Uint8Array", Uint8Array, ['length', 'name', 'prototype', 'BYTES_PER_ELEMENT']);
show("Uint8Array.prototype", Uint8Array.prototype, ['constructor', 'BYTES_PER_ELEMENT']);
show("Uint8ClampedArray", Uint8ClampedArray, ['length', 'name', 'prototype', 'BYTES_PER_ELEMENT']);
show("Uint8ClampedArray.prototype", Uint8ClampedArray.prototype, ['constructor', 'BYTES_PER_ELEMENT']);
show("Int16Array", Int16Array, ['length', 'name', 'prototype', 'BYTES_PER_ELEMENT']);
show("Int16Array.prototype", Int16Array.prototype, ['constructor', 'BYTES_PER_ELEMENT']);
show("Uint16Array", Uint16Array, ['length', 'name', 'prototype', 'BYTES_PER_ELEMENT']);
show("Uint16Array.prototype", Uint16Array.prototype, ['constructor', 'BYTES_PER_ELEMENT']);
show("Int32Array", Int32Array, ['length', 'name', 'prototype', 'BYTES_PER_ELEMENT']);
show("Int32Array.prototype", Int32Array.prototype, ['constructor', 'BYTES_PER_ELEMENT']);
show("Uint32Array", Uint32Array, ['length', 'name', 'prototype', 'BYTES_PER_ELEMENT']);
show("Uint32Array.prototype", Uint32Array.prototype, ['constructor', 'BYTES_PER_ELEMENT']);
show("Float32Array", Float32Array, ['length', 'name', 'prototype', 'BYTES_PER_ELEMENT']);
show("Float32Array.prototype", Float32Array.prototype, ['constructor', 'BYTES_PER_ELEMENT']);
show("Float64Array", Float64Array, ['length', 'name', 'prototype', 'BYTES_PER_ELEMENT']);
show("Float64Array.prototype", Float64Array.prototype, ['constructor', 'BYTES_PER_ELEMENT']);
show("Math", Math, ['abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'atan2', 'ceil', 'cbrt', 'expm1', 'clz32', 'cos', 'cosh', 'exp', 'floor', 'fround', 'hypot', 'imul', 'log', 'log1p', 'log2', 'log10', 'max', 'min', 'pow', 'random', 'round', 'sign', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc', 'E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2', Symbol.toStringTag]);
show("JSON", JSON, ['parse', 'stringify', Symbol.toStringTag]);
show("Reflect", Reflect, ['defineProperty', 'deleteProperty', 'apply', 'construct', 'get', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'has', 'isExtensible', 'ownKeys', 'preventExtensions', 'set', 'setPrototypeOf', Symbol.toStringTag]);
show("Object.getPrototypeOf(Int8Array)", Object.getPrototypeOf(Int8Array), ['length', 'name', 'prototype', 'of', 'from', Symbol.species]);
show("Object.getPrototypeOf(Int8Array).prototype", Object.getPrototypeOf(Int8Array).prototype, ['constructor', 'buffer', 'byteLength', 'byteOffset', 'length', 'entries', 'keys', 'values', 'at', 'copyWithin', 'every', 'fill', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'forEach', 'includes', 'indexOf', 'join', 'lastIndexOf', 'map', 'reverse', 'reduce', 'reduceRight', 'set', 'slice', 'some', 'sort', 'subarray', 'toLocaleString', 'toString', 'toReversed', 'toSorted', 'with', Symbol.toStringTag, Symbol.iterator]);
show("Object.getPrototypeOf([][Symbol.iterator]())", Object.getPrototypeOf([][Symbol.iterator]()), ['next', Symbol.toStringTag]);
show("Object.getPrototypeOf(''[Symbol.iterator]())", Object.getPrototypeOf(''[Symbol.iterator]()), ['next', Symbol.toStringTag]);
show("Object.getPrototypeOf(new Map().entries())", Object.getPrototypeOf(new Map().entries()), ['next', Symbol.toStringTag]);
show("Object.getPrototypeOf(new Set().values())", Object.getPrototypeOf(new Set().values()), ['next', Symbol.toStringTag]);
show("Object.getPrototypeOf(''.matchAll(/x/g))", Object.getPrototypeOf(''.matchAll(/x/g)), ['next', Symbol.toStringTag]);
show("Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))", Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())), [Symbol.iterator]);
show("Object.getPrototypeOf(function* () {}).prototype", Object.getPrototypeOf(function* () {}).prototype, ['constructor', 'next', 'return', 'throw', Symbol.toStringTag]);
show("Object.getPrototypeOf(async function* () {}).prototype", Object.getPrototypeOf(async function* () {}).prototype, ['constructor', 'next', 'return', 'throw', Symbol.toStringTag]);
show("Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype)", Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype), [Symbol.asyncIterator]);
show("Object.getPrototypeOf(async function () {})", Object.getPrototypeOf(async function () {}), ['constructor', Symbol.toStringTag]);
show("Object.getPrototypeOf(function* () {})", Object.getPrototypeOf(function* () {}), ['prototype', 'constructor', Symbol.toStringTag]);
show("Object.getPrototypeOf(async function* () {})", Object.getPrototypeOf(async function* () {}), ['prototype', 'constructor', Symbol.toStringTag]);
show('globalThis', globalThis, ['parseInt', 'parseFloat', 'isNaN', 'isFinite', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape', 'Array', 'Math']);

