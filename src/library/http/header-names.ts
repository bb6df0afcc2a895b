// Header names: the common ones as constants, and how repeated fields are joined. Layer: http.
// The index of KNOWN_NAMES is the id that header-id.ts computes. Joining follows node:http's documentation.

/** Lower-case names by header id; index 0 stands for unknown names. */
export const KNOWN_NAMES: readonly string[] = [
  '',
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'expect',
  'upgrade',
  'proxy-connection',
  'cookie',
  'set-cookie',
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'accept-ranges',
  'access-control-request-headers',
  'access-control-request-method',
  'age',
  'allow',
  'authorization',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-location',
  'content-range',
  'content-type',
  'date',
  'dnt',
  'etag',
  'expires',
  'forwarded',
  'from',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'keep-alive',
  'last-modified',
  'link',
  'location',
  'max-forwards',
  'origin',
  'pragma',
  'priority',
  'proxy-authenticate',
  'proxy-authorization',
  'range',
  'referer',
  'retry-after',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-fetch-user',
  'sec-ch-ua',
  'sec-ch-ua-mobile',
  'sec-ch-ua-platform',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-extensions',
  'sec-websocket-protocol',
  'server',
  'te',
  'trailer',
  'upgrade-insecure-requests',
  'user-agent',
  'vary',
  'via',
  'warning',
  'www-authenticate',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'x-request-id',
  'x-requested-with',
  'traceparent',
];

/** How a second field of the same name counts. */
export const JOIN_COMMA = 0;
export const JOIN_FIRST_WINS = 1;
export const JOIN_SEMICOLON = 2;
export const JOIN_LIST = 3;

/** The rule for a lower-case name. */
export function joinRule(name: string): number {
  switch (name) {
    case 'set-cookie':
      return JOIN_LIST;
    case 'cookie':
      return JOIN_SEMICOLON;
    case 'age':
    case 'authorization':
    case 'content-length':
    case 'content-type':
    case 'etag':
    case 'expires':
    case 'from':
    case 'host':
    case 'if-modified-since':
    case 'if-unmodified-since':
    case 'last-modified':
    case 'location':
    case 'max-forwards':
    case 'proxy-authorization':
    case 'referer':
    case 'retry-after':
    case 'server':
    case 'user-agent':
      return JOIN_FIRST_WINS;
  }
  return JOIN_COMMA;
}
