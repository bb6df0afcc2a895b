export const value = 1;
export function then(resolve: (value: unknown) => void): void {
  resolve('not the namespace');
}
