export interface Pair<T> {
  readonly first: T;
  readonly second: T;
}
export type Unused = string;
export function makePair<T>(first: T, second: T): Pair<T> {
  return { first, second };
}
