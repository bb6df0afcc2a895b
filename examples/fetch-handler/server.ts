// A web-standard handler: the default export's `fetch` gets a Request and returns a Response.

const visits = new Map<string, number>();

export default {
  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const count = (visits.get(url.pathname) ?? 0) + 1;
    visits.set(url.pathname, count);
    switch (url.pathname) {
      case '/':
        return new Response('hello\n');
      case '/json':
        return Response.json({
          method: request.method,
          query: Object.fromEntries(url.searchParams),
          count,
        });
      case '/echo':
        return new Response(request.body, {
          headers: { 'Content-Type': request.headers.get('content-type') ?? 'text/plain' },
        });
      case '/upper':
        return new Response((await request.text()).toUpperCase());
      case '/count':
        return new Response(countdown(5), { headers: { 'Content-Type': 'text/plain' } });
      default:
        return new Response('not found\n', { status: 404 });
    }
  },
};

/** A body that takes its time: one line every 100 milliseconds. */
function countdown(from: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let left = from;
  return new ReadableStream({
    async pull(controller) {
      if (left === 0) {
        controller.close();
        return;
      }
      controller.enqueue(encoder.encode(`${left}\n`));
      left -= 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
  });
}
