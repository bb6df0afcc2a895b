// Reset error: the connection went away in the middle of an exchange. Layer: node (node:http).
// As a system error it has its code as a property only, not in its heading.

export function resetError(message: string): Error {
  const error: any = new Error(message);
  error.code = 'ECONNRESET';
  return error;
}
