// Measure: what each program of this folder calls once. Warms up, then takes the median of several timed runs.
// Prints one line of JSON: the check value, which is the same on every engine, and milliseconds.

const WARM_UP_MILLIS = 300;
const RUNS = 7;

/** `run` does the same work each time and returns a value that tells whether it was done right. */
export function measure(run: () => unknown): void {
  const check = String(run());
  const once = process.argv.includes('--once');
  let rounds = 0;
  const warm = performance.now();
  while (!once && performance.now() - warm < WARM_UP_MILLIS) {
    run();
    rounds++;
  }
  // Runs that are too short to time one by one are timed together.
  const together = Math.ceil(rounds / 15);
  const times: number[] = [];
  for (let i = 0; i < RUNS && !once; i++) {
    const start = performance.now();
    for (let k = 0; k < together; k++) run();
    times.push((performance.now() - start) / together);
  }
  times.sort((a, b) => a - b);
  console.log(JSON.stringify({ check, millis: times[RUNS >> 1] ?? null }));
}
