// performance: now, marks and measures.
const start = performance.now();
console.log(
  typeof start,
  start >= 0,
  performance.now() >= start,
  Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000,
);
const mark = performance.mark('a', { startTime: 5, detail: { x: 1 } });
console.log(mark.name, mark.entryType, mark.startTime, mark.duration, mark.detail);
performance.mark('b', { startTime: 8 });
const measure = performance.measure('m', 'a', 'b');
console.log(measure.name, measure.entryType, measure.startTime, measure.duration);
console.log(
  performance.getEntriesByType('mark').map((entry) => entry.name),
  performance.getEntriesByName('m').length,
);
performance.clearMarks('a');
console.log(performance.getEntriesByType('mark').length);
performance.clearMarks();
performance.clearMeasures();
console.log(performance.getEntries().length);
try {
  performance.measure('x', 'missing');
} catch (error: any) {
  console.log(error.name, error.message);
}
