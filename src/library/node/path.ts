'use fast';
// Path: node:path for POSIX paths. Layer: node. There is no Windows target, so `path.win32` does not exist.

import { validateObject, validateString } from './errors.ts';
import { currentDirectory } from './process/directory.ts';

const SLASH = 47;

export const sep = '/';
export const delimiter = ':';

/** Resolves '.' and '..' segments; with `aboveRoot`, '..' that lead out are kept. */
function normalizeSegments(path: string, aboveRoot: boolean): string {
  const kept: string[] = [];
  let start = 0;
  while (start <= path.length) {
    let end = path.indexOf('/', start);
    if (end === -1) end = path.length;
    const segment = path.slice(start, end);
    start = end + 1;
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.length > 0 && kept[kept.length - 1] !== '..') kept.pop();
    else if (aboveRoot) kept.push('..');
  }
  return kept.join('/');
}

/** An absolute path from the last absolute one of `paths` on, or from the current directory. */
export function resolve(...paths: any[]): string {
  let resolved = '';
  let absolute = false;
  for (let i = paths.length - 1; i >= 0 && !absolute; i--) {
    const path = paths[i];
    validateString(path, 'paths[' + i + ']');
    if (path.length === 0) continue;
    resolved = path + '/' + resolved;
    absolute = path.charCodeAt(0) === SLASH;
  }
  if (!absolute) {
    const directory = currentDirectory();
    resolved = directory + '/' + resolved;
    absolute = directory.charCodeAt(0) === SLASH;
  }
  resolved = normalizeSegments(resolved, !absolute);
  if (absolute) return '/' + resolved;
  return resolved.length > 0 ? resolved : '.';
}

export function normalize(path: any): string {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const absolute = path.charCodeAt(0) === SLASH;
  const trailing = path.charCodeAt(path.length - 1) === SLASH;
  let result = normalizeSegments(path, !absolute);
  if (result.length === 0) {
    if (absolute) return '/';
    return trailing ? './' : '.';
  }
  if (trailing) result += '/';
  return absolute ? '/' + result : result;
}

export function isAbsolute(path: any): boolean {
  validateString(path, 'path');
  return path.length > 0 && path.charCodeAt(0) === SLASH;
}

export function join(...paths: any[]): string {
  let joined = '';
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i];
    validateString(path, 'path');
    if (path.length === 0) continue;
    joined = joined === '' ? path : joined + '/' + path;
  }
  return joined === '' ? '.' : normalize(joined);
}

export function relative(from: any, to: any): string {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  const start = resolve(from);
  const target = resolve(to);
  if (start === target) return '';
  const startParts = start === '/' ? [] : start.slice(1).split('/');
  const targetParts = target === '/' ? [] : target.slice(1).split('/');
  let common = 0;
  while (
    common < startParts.length &&
    common < targetParts.length &&
    startParts[common] === targetParts[common]
  ) {
    common++;
  }
  const result: string[] = [];
  for (let i = common; i < startParts.length; i++) result.push('..');
  for (let i = common; i < targetParts.length; i++) result.push(targetParts[i]!);
  return result.join('/');
}

export function toNamespacedPath(path: any): any {
  return path;
}

export function dirname(path: any): string {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  let i = path.length - 1;
  while (i >= 1 && path.charCodeAt(i) === SLASH) i--;
  while (i >= 1 && path.charCodeAt(i) !== SLASH) i--;
  const rooted = path.charCodeAt(0) === SLASH;
  if (i < 1) return rooted ? '/' : '.';
  return rooted && i === 1 ? '//' : path.slice(0, i);
}

export function basename(path: any, suffix?: any): string {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
  if (suffix !== undefined && suffix.length > 0 && suffix.length <= path.length) {
    return baseWithout(path, suffix);
  }
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === SLASH) end--;
  const start = end === 0 ? 0 : path.lastIndexOf('/', end - 1) + 1;
  return path.slice(start, end);
}

/** The base without the suffix; a base that is nothing but the suffix keeps it, and one that the suffix outlasts its trailing slashes. */
function baseWithout(path: string, suffix: string): string {
  if (suffix === path) return '';
  let nameEnd = path.length;
  while (nameEnd > 0 && path.charCodeAt(nameEnd - 1) === SLASH) nameEnd--;
  if (nameEnd === 0) return path;
  const start = path.lastIndexOf('/', nameEnd - 1) + 1;
  const length = nameEnd - start;
  const compared = Math.min(length, suffix.length);
  const matches =
    path.slice(nameEnd - compared, nameEnd) === suffix.slice(suffix.length - compared);
  if (!matches) return path.slice(start, nameEnd);
  if (suffix.length > length) return path.slice(start);
  return path.slice(start, suffix.length === length ? nameEnd : nameEnd - suffix.length);
}

export function extname(path: any): string {
  validateString(path, 'path');
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || name === '..') return '';
  return name.slice(dot);
}

export interface ParsedPath {
  root: string;
  dir: string;
  base: string;
  ext: string;
  name: string;
}

export function format(pathObject: any): string {
  validateObject(pathObject, 'pathObject');
  const directory = pathObject.dir || pathObject.root;
  const extension = pathObject.ext ? (pathObject.ext[0] === '.' ? '' : '.') + pathObject.ext : '';
  const base = pathObject.base || (pathObject.name || '') + extension;
  if (!directory) return base;
  return directory === pathObject.root ? directory + base : directory + '/' + base;
}

export function parse(path: any): ParsedPath {
  validateString(path, 'path');
  const result = { root: '', dir: '', base: '', ext: '', name: '' };
  if (path.length === 0) return result;
  const absolute = path.charCodeAt(0) === SLASH;
  if (absolute) result.root = '/';
  result.base = basename(path);
  result.ext = extname(path);
  result.name = result.ext === '' ? result.base : result.base.slice(0, -result.ext.length);
  let end = path.length;
  while (end > 1 && path.charCodeAt(end - 1) === SLASH) end--;
  const start = path.lastIndexOf('/', end - 1) + 1;
  if (start > 1) result.dir = path.slice(0, start - 1);
  else if (absolute) result.dir = '/';
  return result;
}

export const posix: any = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format,
  parse,
  sep,
  delimiter,
};
posix.posix = posix;

export default posix;
