'use fast';
// URL record: URL §4.1, a parsed URL, and its serialisation (§4.5). Layer: web. Pure.

/** Default port of a special scheme, 0 for file, -1 when the scheme is not special. */
export function specialPort(scheme: string): number {
  if (scheme === 'http' || scheme === 'ws') return 80;
  if (scheme === 'https' || scheme === 'wss') return 443;
  if (scheme === 'ftp') return 21;
  return scheme === 'file' ? 0 : -1;
}

export class UrlRecord {
  scheme = '';
  /** specialPort of the scheme. */
  defaultPort = -1;
  username = '';
  password = '';
  /** Serialised; null when there is none. */
  host: string | null = null;
  /** -1: none, or the scheme's default. */
  port = -1;
  path: string[] = [];
  /** Instead of `path` when the URL cannot have segments (mailto:x). */
  opaquePath: string | null = null;
  /** Without '?'; null when absent. */
  query: string | null = null;
  fragment: string | null = null;

  get isSpecial(): boolean {
    return this.defaultPort >= 0;
  }

  setScheme(scheme: string): void {
    this.scheme = scheme;
    this.defaultPort = specialPort(scheme);
  }

  get hasCredentials(): boolean {
    return this.username !== '' || this.password !== '';
  }

  get cannotHaveCredentials(): boolean {
    return this.host === null || this.host === '' || this.scheme === 'file';
  }

  copyAuthority(from: UrlRecord): void {
    this.username = from.username;
    this.password = from.password;
    this.host = from.host;
    this.port = from.port;
  }

  /** Drops the last segment, but not the drive letter of a file URL. */
  shortenPath(): void {
    const path = this.path;
    if (this.scheme === 'file' && path.length === 1 && isNormalizedDriveLetter(path[0]!)) return;
    path.pop();
  }

  pathText(): string {
    if (this.opaquePath !== null) return this.opaquePath;
    return this.path.length === 0 ? '' : '/' + this.path.join('/');
  }

  /** host:port. */
  hostText(): string {
    if (this.host === null) return '';
    return this.port === -1 ? this.host : this.host + ':' + this.port;
  }

  serialize(withFragment: boolean): string {
    let result = this.scheme + ':';
    if (this.host !== null) {
      result += '//';
      if (this.hasCredentials) {
        result += this.username;
        if (this.password !== '') result += ':' + this.password;
        result += '@';
      }
      result += this.hostText();
    } else if (this.opaquePath === null && this.path.length > 1 && this.path[0] === '') {
      result += '/.';
    }
    result += this.pathText();
    if (this.query !== null) result += '?' + this.query;
    if (withFragment && this.fragment !== null) result += '#' + this.fragment;
    return result;
  }
}

function isLetter(unit: number): boolean {
  const lower = unit | 32;
  return lower >= 97 && lower <= 122;
}

/** 'C:' or 'C|'. */
export function isDriveLetter(text: string): boolean {
  return text.length === 2 && isLetter(text.charCodeAt(0)) && (text[1] === ':' || text[1] === '|');
}

export function isNormalizedDriveLetter(text: string): boolean {
  return isDriveLetter(text) && text[1] === ':';
}

/** The text begins with a drive letter that is a whole segment. */
export function startsWithDriveLetter(text: string): boolean {
  if (!isDriveLetter(text.slice(0, 2))) return false;
  return text.length === 2 || '/\\?#'.includes(text[2]!);
}
