export * from './star-a.ts';
export * from './stars-again.ts';
export { onlyA as renamedA } from './star-a.ts';
export default 'never by a star';
