// A tiny router: literal segments and :parameters.

export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface Call {
  parameters: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
}

export interface Answer {
  status: number;
  body?: unknown;
}

export type Handler = (call: Call) => Answer;

interface Route {
  method: string;
  segments: string[];
  handler: Handler;
}

export class Router {
  readonly #routes: Route[] = [];

  add(method: string, pattern: string, handler: Handler): void {
    this.#routes.push({ method, segments: pattern.split('/').filter(Boolean), handler });
  }

  /** Throws a 404 for an unknown path and a 405 for a known path with another method. */
  find(method: string, path: string): { handler: Handler; parameters: Record<string, string> } {
    const segments = path.split('/').filter(Boolean).map(decodeURIComponent);
    let pathIsKnown = false;
    for (const route of this.#routes) {
      const parameters = match(route.segments, segments);
      if (parameters === null) continue;
      if (route.method === method) return { handler: route.handler, parameters };
      pathIsKnown = true;
    }
    throw pathIsKnown ? new HttpError(405, 'method not allowed') : new HttpError(404, 'not found');
  }
}

function match(pattern: string[], segments: string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    if (part.startsWith(':')) parameters[part.slice(1)] = segments[index]!;
    else if (part !== segments[index]) return null;
  }
  return parameters;
}
