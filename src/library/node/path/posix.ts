// node:path/posix. Layer: node.

export * from '../path.ts';
export { default } from '../path.ts';
