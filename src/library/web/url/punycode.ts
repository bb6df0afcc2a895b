// Punycode: RFC 3492, the encoding of international labels in host names. Layer: web. Pure.

const BASE = 36;
const SKEW = 38;
const DAMP = 700;

function adapt(delta: number, count: number, first: boolean): number {
  let rest = first ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / count);
  let k = 0;
  while (rest > 455) {
    rest = Math.floor(rest / 35);
    k += BASE;
  }
  return k + Math.floor((36 * rest) / (rest + SKEW));
}

function digitText(digit: number): string {
  return String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);
}

/** The label in Punycode, without its `xn--`. */
export function punycodeEncode(label: string): string {
  const points: number[] = [];
  let result = '';
  for (let i = 0; i < label.length; i++) {
    const point = label.codePointAt(i)!;
    if (point > 0xffff) i++;
    points.push(point);
    if (point < 128) result += String.fromCharCode(point);
  }
  const basicCount = result.length;
  let handled = basicCount;
  if (basicCount > 0) result += '-';
  let next = 128;
  let delta = 0;
  let bias = 72;
  while (handled < points.length) {
    let smallest = 0x110000;
    for (let i = 0; i < points.length; i++) {
      if (points[i]! >= next && points[i]! < smallest) smallest = points[i]!;
    }
    delta += (smallest - next) * (handled + 1);
    next = smallest;
    for (let i = 0; i < points.length; i++) {
      if (points[i]! < next) delta++;
      if (points[i] !== next) continue;
      let rest = delta;
      for (let k = BASE; ; k += BASE) {
        const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
        if (rest < threshold) break;
        result += digitText(threshold + ((rest - threshold) % (BASE - threshold)));
        rest = Math.floor((rest - threshold) / (BASE - threshold));
      }
      result += digitText(rest);
      bias = adapt(delta, handled + 1, handled === basicCount);
      delta = 0;
      handled++;
    }
    delta++;
    next++;
  }
  return result;
}

/** The label that Punycode (without `xn--`) means, or null when it is malformed. */
export function punycodeDecode(text: string): string | null {
  const points: number[] = [];
  const delimiter = text.lastIndexOf('-');
  for (let i = 0; i < delimiter; i++) {
    if (text.charCodeAt(i) >= 128) return null;
    points.push(text.charCodeAt(i));
  }
  let next = 128;
  let position = 0;
  let bias = 72;
  let i = delimiter > 0 ? delimiter + 1 : delimiter + 1;
  while (i < text.length) {
    const before = position;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      if (i >= text.length) return null;
      const unit = text.charCodeAt(i) | 32;
      const raw = text.charCodeAt(i);
      i++;
      const digit = raw >= 48 && raw <= 57 ? raw - 22 : unit >= 97 && unit <= 122 ? unit - 97 : -1;
      if (digit < 0) return null;
      position += digit * weight;
      if (position > 0x7fffffff) return null;
      const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    bias = adapt(position - before, points.length + 1, before === 0);
    next += Math.floor(position / (points.length + 1));
    position %= points.length + 1;
    if (next > 0x10ffff) return null;
    points.splice(position, 0, next);
    position++;
  }
  let result = '';
  for (let j = 0; j < points.length; j++) result += String.fromCodePoint(points[j]!);
  return result;
}

/** Each `xn--` label of a host name as it reads. */
export function domainToUnicode(domain: string): string {
  const labels = domain.split('.');
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (!label.startsWith('xn--')) continue;
    const decoded = punycodeDecode(label.slice(4));
    if (decoded !== null) labels[i] = decoded;
  }
  return labels.join('.');
}
