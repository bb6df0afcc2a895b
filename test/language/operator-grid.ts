// Operators on every pair of a set of values, conversion order, and the errors of conversion.

const vals: any[] = [0, -0, 1, -1, 1.5, NaN, Infinity, '', '0', '1', 'abc', ' 12 ', '0x1f', true, false, null, undefined, [], [1], [1, 2], {}, '1e3', '-5', '.5', '5.', '0b11', '1_0', '\u00a012\n'];
const out: string[] = [];
for (const a of vals) {
  for (const b of vals) {
    const r: any[] = [a + b, a - b, a * b, a / b, a % b, a < b, a <= b, a > b, a >= b, a == b, a === b, a & b, a | b, a ^ b, a << b, a >> b, a >>> b];
    let s = '';
    for (const x of r) s += (Object.is(x, -0) ? '-0' : String(x)) + ' ';
    out.push(s);
  }
}
let h = 0;
for (const line of out) { for (let i = 0; i < line.length; i++) h = (h * 31 + line.charCodeAt(i)) | 0; }
console.log(h, out.length);
for (let i = 0; i < out.length; i += 37) console.log(out[i]);
for (const a of vals) console.log(typeof a, -a, +a, ~a, !a);
for (const x of [1e10, 4294967296, 2147483648, -2147483649, 1e20, -1e20, 1.9, -1.9, 2 ** 63, 2 ** 64 + 2 ** 40]) console.log(x | 0, x >>> 0, x << 3, ~~x);
const sym = Symbol('q');
for (const f of [() => sym as any + 1, () => +(sym as any), () => `${sym as any}`, () => (sym as any) * 2, () => 'x' in (5 as any), () => (5 as any) instanceof (5 as any), () => ({}) instanceof ({} as any), () => ({}) instanceof (() => {}) as any, () => { null!.foo; }, () => { undefined!.foo(); }, () => { (undefined as any)[Symbol.iterator]; }, () => { const o: any = Object.create(null); return o + ''; }, () => { const o: any = { toString() { return {}; }, valueOf() { return {}; } }; return `${o}`; }, () => { const o: any = { [Symbol.toPrimitive]() { return {}; } }; return +o; }, () => { const o: any = { [Symbol.toPrimitive]: 5 }; return +o; }])
  try { console.log(f()); } catch (e: any) { console.log(e.name + ': ' + e.message); }
const log: string[] = [];
const mk = (n: string, v: any) => ({ valueOf() { log.push(n + '.valueOf'); return v; }, toString() { log.push(n + '.toString'); return 's' + v; } });
const A: any = mk('a', 1), B: any = mk('b', 2);
console.log(A + B, A < B, A > B, A <= B, `${A}`, A == 1, [A] + '', A * B, A ** B, { [A]: 1 });
console.log(log.join());
console.log([1, 2, 3] + '', String([null, undefined, [1, [2]]]), String({}), String(() => 1), String(Symbol('x')));
let i: any = '5'; i++; console.log(i); i = '5'; console.log(i--, i); i = {}; i++; console.log(i);
console.log(0.1 * 3, 1 / 3, 1e-7, 123456789.123, 1e300 * 1e10, 5e-324, 2 ** -1074, 1.7976931348623157e308, 100, 1e5, 123e-20, 0.00001, 1e21 + 1);
console.log((255).toString(16), (0.5).toString(2), (-255.5).toString(36), (1e21).toString(7), (3.14159).toFixed(3), (1.45).toFixed(1), (0).toFixed(2), (1e21).toFixed(2), (-1.5).toFixed(0), (123.456).toExponential(), (123.456).toExponential(2), (0.00015).toPrecision(1), (123456).toPrecision(2), (1e21).toPrecision(3));
console.log(parseInt('12px'), parseInt('0x1F'), parseInt('z', 36), parseInt(''), parseFloat('3.14abc'), parseFloat('-.5e-3x'), parseFloat('Infinityx'), Number(''), Number(' '), Number('1,2'), Number('0x'), Number('1e1000'), Number('-'), Number('+5'), Number('--5'), Number('Infinity'), Number('-Infinity'), Number('infinity'));

export {};
