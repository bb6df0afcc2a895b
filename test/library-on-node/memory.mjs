// Fake memory for the machine subset under Node. An address is region * 2^32 + offset; a region is a static table, a
// string cell, a typed array's cell (its data begins at DATA_OFFSET) or a device's registers. Numbers must stay below 2^32 to mean the same.

const REGION = 2 ** 32;
const DATA_OFFSET = 2 ** 20;
const TYPED_DATA = 48;
const TYPED_LENGTH = 40;
const STRING_DATA = 16;

const regions = [undefined];
const cells = new WeakMap();
const strings = [];
let nextString = 0;

function addRegion(region) {
  regions.push(region);
  return (regions.length - 1) * REGION;
}

function view(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function table(values, width, set) {
  const bytes = new Uint8Array(values.length * width);
  const data = view(bytes);
  values.forEach((value, index) => data[set](index * width, value, true));
  return addRegion({ data });
}

export const bytesTable = (values) => table(values, 1, 'setUint8');
export const u16Table = (values) => table(values, 2, 'setUint16');
export const u32Table = (values) => table(values, 4, 'setUint32');
export const asciiText = (text) =>
  table([...text].map((c) => c.charCodeAt(0)).concat(0), 1, 'setUint8');
export const reserveBytes = (count) => addRegion({ data: view(new Uint8Array(count)) });

/** A string cell in one of 4096 regions that are used in turn. */
function stringRegion(bytes) {
  const region = { data: view(bytes) };
  if (strings.length < 4096) {
    strings.push(addRegion(region));
    return strings.at(-1);
  }
  const address = strings[nextString++ % strings.length];
  regions[address / REGION] = region;
  return address;
}

export function newString8(length) {
  const bytes = new Uint8Array(STRING_DATA + length);
  bytes[0] = 1;
  view(bytes).setUint32(8, length, true);
  return stringRegion(bytes);
}

export function stringValue(address) {
  const { data } = regions[address / REGION];
  return Buffer.from(
    data.buffer,
    data.byteOffset + STRING_DATA,
    data.byteLength - STRING_DATA,
  ).toString('latin1');
}

function flattenString(text) {
  if (typeof text !== 'string') throw new Error('machine: not a string');
  let wide = false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) wide = true;
  const bytes = new Uint8Array(STRING_DATA + text.length * (wide ? 2 : 1));
  bytes[0] = wide ? 2 : 1;
  view(bytes).setUint32(8, text.length, true);
  bytes.set(Buffer.from(text, wide ? 'utf16le' : 'latin1'), STRING_DATA);
  return stringRegion(bytes);
}

export function pointerOf(value) {
  if (typeof value === 'string') return flattenString(value);
  if (!ArrayBuffer.isView(value)) throw new Error('machine: not a typed array');
  let address = cells.get(value);
  if (address === undefined) {
    const weak = new WeakRef(value);
    address = addRegion({
      get data() {
        return view(weak.deref());
      },
      length: value.length,
      cell: true,
    });
    cells.set(value, address);
  }
  return address;
}

export const stringUnits = (cell) => cell + STRING_DATA;
export const isWideString = (cell) => load8(cell) === 2;

function at(address, width) {
  const index = Math.floor(address / REGION);
  const region = regions[index];
  let offset = address - index * REGION;
  if (region === undefined) throw new Error('machine: bad address');
  if (region.cell) offset -= DATA_OFFSET;
  const data = region.data;
  if (offset < 0 || offset + width > data.byteLength)
    throw new Error(`machine: access at ${offset} of ${data.byteLength}`);
  return [data, offset];
}

export function load8(p) {
  const [data, offset] = at(p, 1);
  return data.getUint8(offset);
}
export function load16(p) {
  const [data, offset] = at(p, 2);
  return data.getUint16(offset, true);
}
export function load32(p) {
  const [data, offset] = at(p, 4);
  return data.getUint32(offset, true);
}
export function load64(p) {
  const index = Math.floor(p / REGION);
  const region = regions[index];
  if (region?.cell && p % REGION === TYPED_DATA) return index * REGION + DATA_OFFSET;
  if (region?.cell && p % REGION === TYPED_LENGTH) return region.length;
  const [data, offset] = at(p, 8);
  return Number(data.getBigUint64(offset, true));
}
export function loadF64(p) {
  const [data, offset] = at(p, 8);
  return data.getFloat64(offset, true);
}
export function store8(p, value) {
  const [data, offset] = at(p, 1);
  data.setUint8(offset, value);
}
export function store32(p, value) {
  const [data, offset] = at(p, 4);
  data.setUint32(offset, value, true);
}
export function store16(p, value) {
  const [data, offset] = at(p, 2);
  data.setUint16(offset, value, true);
}
export function store64(p, value) {
  const [data, offset] = at(p, 8);
  data.setBigUint64(offset, BigInt(value), true);
}
export function storeF64(p, value) {
  const [data, offset] = at(p, 8);
  data.setFloat64(offset, value, true);
}
export function copyBytes(to, from, count) {
  if (count === 0) return;
  const [target, t] = at(to, count);
  const [source, s] = at(from, count);
  new Uint8Array(target.buffer, target.byteOffset + t, count).set(
    new Uint8Array(source.buffer, source.byteOffset + s, count),
  );
}
export const moveBytes = copyBytes;
export function fillBytes(to, byte, count) {
  for (let i = 0; i < count; i++) store8(to + i, byte);
}
export function compareBytes(a, b, count) {
  for (let i = 0; i < count; i++)
    if (load8(a + i) !== load8(b + i)) return load8(a + i) - load8(b + i);
  return 0;
}

/** Registers of a device: `read(offset, width)` and `write(offset, width, value)`; only for the volatile accesses. */
export const deviceRegion = (registers) => addRegion({ registers });

function registersAt(p) {
  const index = Math.floor(p / REGION);
  return [regions[index]?.registers, p - index * REGION];
}
function volatileLoad(width, load) {
  return (p) => {
    const [registers, offset] = registersAt(p);
    return registers === undefined ? load(p) : registers.read(offset, width);
  };
}
function volatileStore(width, store) {
  return (p, value) => {
    const [registers, offset] = registersAt(p);
    const unsigned = width === 4 ? value >>> 0 : value & (2 ** (8 * width) - 1);
    if (registers === undefined) store(p, value);
    else registers.write(offset, width, unsigned);
  };
}
export const volatileLoad8 = volatileLoad(1, load8);
export const volatileLoad16 = volatileLoad(2, load16);
export const volatileLoad32 = volatileLoad(4, load32);
export const volatileStore8 = volatileStore(1, store8);
export const volatileStore16 = volatileStore(2, store16);
export const volatileStore32 = volatileStore(4, store32);
export const memoryBarrier = () => {};
export const pause = () => {};

/** I/O ports: what a test puts here. */
export const ports = { read: () => 0xffffffff, write: () => {} };
export const portIn32 = (port) => ports.read(port) >>> 0;
export const portOut32 = (port, value) => ports.write(port, value >>> 0);

export const u8 = (x) => x & 255;
export const u16 = (x) => x & 65535;
export const u32 = (x) => Number(x) >>> 0;
export const i32 = (x) => x | 0;
export const u64 = (x) => Math.trunc(x);
export const f64 = (x) => x;
export const ptr = (x) => x;
export const likely = (x) => x;
export const unlikely = (x) => x;
