// node:console. Layer: node.

import { console } from '../web/console.ts';

export const log = console.log;
export const info = console.info;
export const debug = console.debug;
export const warn = console.warn;
export const error = console.error;
export const dir = console.dir;
export const table = console.table;
export const trace = console.trace;
export const assert = console.assert;
export const count = console.count;
export const countReset = console.countReset;
export const group = console.group;
export const groupCollapsed = console.groupCollapsed;
export const groupEnd = console.groupEnd;
export const time = console.time;
export const timeEnd = console.timeEnd;
export const timeLog = console.timeLog;

export default console;
