export * from './star-a.ts';
export * from './star-b.ts';
