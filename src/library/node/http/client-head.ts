// Client head: the request line and fields of a request as text, and how its body is framed. Layer: node (node:http).
// The bytes and their order are Node's: the program's fields, Connection, then what frames the body.

import { argumentValueError } from '../errors.ts';
import { codedError } from '../stream/errors.ts';
import type { ClientRequest } from './client-request.ts';
import { validateHeaderName, validateHeaderValue } from './header-list.ts';
import type { HeaderList } from './header-list.ts';

/** What the program's fields have said. */
class HeadNotes {
  text: string;
  hasConnection = false;
  hasLength = false;
  hasCoding = false;
  hasExpect = false;
  hasTrailer = false;

  constructor(text: string) {
    this.text = text;
  }
}

/** Decides the head from the fields that were set; true when it must leave at once. */
export function headOfList(request: ClientRequest, list: HeaderList | null): boolean {
  const notes = new HeadNotes(requestLine(request));
  if (list !== null)
    for (let i = 0; i < list.names.length; i++)
      addField(request, notes, list.names[i]!, list.values[i], false);
  return finishHead(request, notes);
}

/** Decides the head from an array of names and values in turn, or of pairs. */
export function headOfArray(request: ClientRequest, fields: any[]): boolean {
  const notes = new HeadNotes(requestLine(request));
  if (fields.length > 0 && Array.isArray(fields[0])) {
    for (let i = 0; i < fields.length; i++)
      addField(request, notes, fields[i][0], fields[i][1], true);
  } else {
    if (fields.length % 2 !== 0) throw argumentValueError('headers', fields);
    for (let i = 0; i < fields.length; i += 2)
      addField(request, notes, fields[i], fields[i + 1], true);
  }
  return finishHead(request, notes);
}

function requestLine(request: ClientRequest): string {
  return request.method + ' ' + request.path + ' HTTP/1.1\r\n';
}

function addField(
  request: ClientRequest,
  notes: HeadNotes,
  name: any,
  value: any,
  validate: boolean,
): void {
  if (validate) validateHeaderName(name);
  if (!Array.isArray(value)) {
    addLine(request, notes, name, value, validate);
    return;
  }
  const key = name.toLowerCase();
  const isJoined =
    (key === 'cookie' && value.length >= 2) || (request._uniqueHeaders?.has(key) ?? false);
  if (isJoined) addLine(request, notes, name, value.join('; '), validate);
  else for (let i = 0; i < value.length; i++) addLine(request, notes, name, value[i], validate);
}

function addLine(
  request: ClientRequest,
  notes: HeadNotes,
  name: string,
  value: any,
  validate: boolean,
): void {
  if (validate) validateHeaderValue(name, value);
  notes.text += name + ': ' + value + '\r\n';
  switch (name.toLowerCase()) {
    case 'connection':
      notes.hasConnection = true;
      request._removedConnection = false;
      if (hasWord(value, 'close')) request._last = true;
      else request.shouldKeepAlive = true;
      break;
    case 'transfer-encoding':
      notes.hasCoding = true;
      request._removedCoding = false;
      if (hasWord(value, 'chunked')) request._chunked = true;
      break;
    case 'content-length':
      notes.hasLength = true;
      request._removedLength = false;
      break;
    case 'expect':
      notes.hasExpect = true;
      break;
    case 'trailer':
      notes.hasTrailer = true;
      break;
  }
}

/** The word stands in the value, in any case. */
function hasWord(value: any, word: string): boolean {
  const text = String(value).toLowerCase();
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isWordCharacter(text, at - 1) && !isWordCharacter(text, at + word.length)) return true;
  return false;
}

function isWordCharacter(text: string, index: number): boolean {
  if (index < 0 || index >= text.length) return false;
  const unit = text.charCodeAt(index);
  return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit === 95;
}

function finishHead(request: ClientRequest, notes: HeadNotes): boolean {
  addConnection(request, notes);
  if (!notes.hasLength && !notes.hasCoding) addFraming(request, notes);
  if (notes.hasTrailer && !request._chunked)
    throw codedError(
      'ERR_HTTP_TRAILER_INVALID',
      'Trailers are invalid with this transfer encoding',
    );
  request._headText = notes.text + '\r\n';
  request._headDecided = true;
  return notes.hasExpect;
}

function addConnection(request: ClientRequest, notes: HeadNotes): void {
  if (request._removedConnection) {
    request._last = !request.shouldKeepAlive;
    return;
  }
  if (notes.hasConnection) return;
  const stays =
    request.shouldKeepAlive &&
    (notes.hasLength || request.useChunkedEncodingByDefault || !!request.agent);
  if (!stays) request._last = true;
  notes.text += stays ? 'Connection: keep-alive\r\n' : 'Connection: close\r\n';
}

function addFraming(request: ClientRequest, notes: HeadNotes): void {
  if (!request.useChunkedEncodingByDefault) {
    request._last = true;
  } else if (!notes.hasTrailer && !request._removedLength && request._contentLength >= 0) {
    notes.text += 'Content-Length: ' + request._contentLength + '\r\n';
  } else if (!request._removedCoding) {
    notes.text += 'Transfer-Encoding: chunked\r\n';
    request._chunked = true;
  } else request._last = true;
}
