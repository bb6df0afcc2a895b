export { onlyB } from './star-b.ts';
