// Escape times as pictures.

const SHADES = ' .:-=+*#%@';

export function toText(times: Uint16Array, width: number, limit: number): string {
  let text = '';
  for (let i = 0; i < times.length; i++) {
    const time = times[i]!;
    text +=
      time === limit
        ? SHADES[SHADES.length - 1]
        : SHADES[Math.min(Math.floor(Math.sqrt(time)), SHADES.length - 2)];
    if (i % width === width - 1) text += '\n';
  }
  return text;
}

function colorOf(time: number, limit: number): [number, number, number] {
  if (time >= limit) return [0, 0, 0];
  const t = Math.sqrt(time / limit);
  return [
    Math.round(255 * 9 * (1 - t) * t * t * t),
    Math.round(255 * 15 * (1 - t) * (1 - t) * t * t),
    Math.round(255 * Math.min(1, 8.5 * (1 - t) * (1 - t) * (1 - t) * t + t / 4)),
  ];
}

/** One rectangle for each run of equal pixels. */
export function toSvg(times: Uint16Array, width: number, height: number, limit: number): string {
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" shape-rendering="crispEdges">`,
    `<rect width="${width}" height="${height}"/>`,
  ];
  for (let row = 0; row < height; row++) {
    let column = 0;
    while (column < width) {
      const time = times[row * width + column]!;
      let end = column + 1;
      while (end < width && times[row * width + end] === time) end++;
      if (time < limit) {
        const [red, green, blue] = colorOf(time, limit);
        parts.push(
          `<rect x="${column}" y="${row}" width="${end - column}" height="1" fill="rgb(${red},${green},${blue})"/>`,
        );
      }
      column = end;
    }
  }
  parts.push('</svg>');
  return parts.join('\n');
}

/** Binary portable pixmap. */
export function toPpm(
  times: Uint16Array,
  width: number,
  height: number,
  limit: number,
): Uint8Array {
  const head = new TextEncoder().encode(`P6\n${width} ${height}\n255\n`);
  const bytes = new Uint8Array(head.length + times.length * 3);
  bytes.set(head);
  let at = head.length;
  for (const time of times) {
    const [red, green, blue] = colorOf(time, limit);
    bytes[at] = red;
    bytes[at + 1] = green;
    bytes[at + 2] = blue;
    at += 3;
  }
  return bytes;
}
