// The same variable by two ways is not ambiguous; a name of the module itself hides those of export *.
export * from './star-a.ts';
export * from './stars-of-a.ts';
export * from './star-b-only.ts';
export const onlyB = 'own';
