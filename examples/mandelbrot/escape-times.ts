// For each pixel the number of steps after which z*z + c leaves the circle of radius 2; `limit` if it has not.

export interface View {
  x: number;
  y: number;
  /** Width of the picture in the complex plane. */
  size: number;
}

/** `aspect`: how much taller than wide a pixel is. */
export function escapeTimes(
  view: View,
  width: number,
  height: number,
  limit: number,
  aspect: number,
): Uint16Array {
  const times = new Uint16Array(width * height);
  const step = view.size / width;
  const left = view.x - view.size / 2;
  const top = view.y - (step * aspect * height) / 2;
  for (let row = 0; row < height; row++) {
    const ci = top + row * step * aspect;
    for (let column = 0; column < width; column++) {
      const cr = left + column * step;
      let zr = 0;
      let zi = 0;
      let count = 0;
      while (count < limit) {
        const rr = zr * zr;
        const ii = zi * zi;
        if (rr + ii > 4) break;
        zi = 2 * zr * zi + ci;
        zr = rr - ii + cr;
        count++;
      }
      times[row * width + column] = count;
    }
  }
  return times;
}
