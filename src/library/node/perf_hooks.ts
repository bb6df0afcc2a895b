// node:perf_hooks, as far as there is a clock. Layer: node.

import {
  performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
} from '../web/performance.ts';

export { performance, PerformanceEntry, PerformanceMark, PerformanceMeasure };

const perfHooks = { performance, PerformanceEntry, PerformanceMark, PerformanceMeasure };
export default perfHooks;
