// Legacy URL resolution: url.resolve. Layer: node. Pure. `source`, `relative` and `result` are Url objects; this module
// knows only their fields.

const SLASHED = ' http: https: ftp: gopher: file: ws: wss: ';

function isSlashed(protocol: any): boolean {
  return !!protocol && SLASHED.includes(' ' + protocol + ' ');
}

function copyAll(from: any, to: any): void {
  const keys = Object.keys(from);
  for (let i = 0; i < keys.length; i++) to[keys[i]!] = from[keys[i]!];
}

function setPath(result: any): void {
  if (result.pathname !== null || result.search !== null) {
    result.path = (result.pathname || '') + (result.search || '');
  }
}

/** Resolves `relative` against `source` into `result`. */
export function resolveUrl(source: any, relative: any, result: any): any {
  copyAll(source, result);
  result.hash = relative.hash;
  if (relative.href === '') {
    result.href = result.format();
    return result;
  }
  if (relative.slashes && !relative.protocol) {
    const protocol = result.protocol;
    copyAll(relative, result);
    result.protocol = protocol;
    if (isSlashed(protocol) && result.hostname && !result.pathname) {
      result.path = '/';
      result.pathname = '/';
    }
    result.href = result.format();
    return result;
  }
  if (relative.protocol && relative.protocol !== result.protocol) {
    return resolveOtherProtocol(relative, result);
  }
  resolvePath(relative, result);
  result.auth = relative.auth || result.auth;
  result.slashes = result.slashes || relative.slashes;
  result.href = result.format();
  return result;
}

function resolveOtherProtocol(relative: any, result: any): any {
  if (!isSlashed(relative.protocol)) {
    copyAll(relative, result);
    result.href = result.format();
    return result;
  }
  result.protocol = relative.protocol;
  const hasHost = relative.host || relative.protocol === 'file:';
  if (!hasHost && relative.protocol !== 'javascript:') {
    // 'http:host/path': the first segment of the path is the host.
    const parts: string[] = (relative.pathname || '').split('/');
    let host = '';
    while (parts.length > 0 && host === '') host = parts.shift()!;
    if (parts.length === 0 || parts[0] !== '') parts.unshift('');
    if (parts.length < 2) parts.unshift('');
    relative.host = host;
    relative.hostname = host;
    result.pathname = parts.join('/');
  } else result.pathname = relative.pathname;
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  if (result.pathname || result.search) {
    result.path = (result.pathname || '') + (result.search || '');
  }
  result.slashes = result.slashes || relative.slashes;
  result.href = result.format();
  return result;
}

function resolvePath(relative: any, result: any): void {
  const sourceAbsolute = !!result.pathname && result.pathname[0] === '/';
  const relativeAbsolute = !!relative.host || (!!relative.pathname && relative.pathname[0] === '/');
  let mustEndAbsolute = relativeAbsolute || sourceAbsolute || !!(result.host && relative.pathname);
  const removeAllDots = mustEndAbsolute;
  let path: string[] = result.pathname ? result.pathname.split('/') : [];
  const relativePath: string[] = relative.pathname ? relative.pathname.split('/') : [];
  const noLeadingSlashes = !!result.protocol && !isSlashed(result.protocol);
  if (noLeadingSlashes) {
    result.hostname = '';
    result.port = null;
    if (result.host) {
      if (path[0] === '') path[0] = result.host;
      else path.unshift(result.host);
    }
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      if (relative.host) {
        if (relativePath[0] === '') relativePath[0] = relative.host;
        else relativePath.unshift(relative.host);
      }
      relative.host = null;
    }
    mustEndAbsolute = mustEndAbsolute && (relativePath[0] === '' || path[0] === '');
  }
  if (relativeAbsolute) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    path = relativePath;
  } else if (relativePath.length > 0) {
    path.pop();
    path = path.concat(relativePath);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    if (noLeadingSlashes) {
      result.hostname = result.host = path.shift();
    }
    result.search = relative.search;
    result.query = relative.query;
    setPath(result);
    return;
  }
  if (path.length === 0) {
    result.pathname = null;
    result.path = result.search ? '/' + result.search : null;
    return;
  }
  finishPath(relative, result, path, mustEndAbsolute, removeAllDots, noLeadingSlashes);
}

/** Takes the dots out of `path` and puts it into `result`. */
function finishPath(
  relative: any,
  result: any,
  path: string[],
  mustEndAbsolute: boolean,
  removeAllDots: boolean,
  noLeadingSlashes: boolean,
): void {
  const last = path[path.length - 1]!;
  const trailingSlash =
    ((!!result.host || !!relative.host || path.length > 1) && (last === '.' || last === '..')) ||
    last === '';
  let up = 0;
  for (let i = path.length - 1; i >= 0; i--) {
    const segment = path[i];
    if (segment === '.') path.splice(i, 1);
    else if (segment === '..') {
      path.splice(i, 1);
      up++;
    } else if (up > 0) {
      path.splice(i, 1);
      up--;
    }
  }
  if (!mustEndAbsolute && !removeAllDots) for (; up > 0; up--) path.unshift('..');
  if (mustEndAbsolute && path[0] !== '' && (!path[0] || path[0][0] !== '/')) path.unshift('');
  if (trailingSlash && !path.join('/').endsWith('/')) path.push('');
  const absolute = path[0] === '' || (!!path[0] && path[0][0] === '/');
  if (noLeadingSlashes) {
    result.hostname = result.host = absolute ? '' : path.length > 0 ? path.shift() : '';
  }
  const rooted = mustEndAbsolute || (!!result.host && path.length > 0);
  if (rooted && !absolute) path.unshift('');
  if (path.length === 0) {
    result.pathname = null;
    result.path = null;
  } else result.pathname = path.join('/');
  setPath(result);
}
