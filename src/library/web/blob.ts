// Blob and File (File API §3-4). Layer: web. The bytes are held in memory, in one piece.

import { argumentTypeError, withCode } from '../node/errors.ts';
import { customInspectSymbol, nestedOptions } from '../node/util/inspect-custom.ts';
import { addContentMaker, BodyContent } from './body.ts';
import { bytesOfSource } from './buffer-source.ts';
import { moveByteRange, putUtf8, utf8ByteCount, utf8Text } from './byte-text.ts';
import { ReadableStream } from './readable-stream.ts';
import { platformWallClockMillis } from '../interfaces/platform.ts';

/** Lower-case, or empty when there is something outside printable ASCII. */
function normalizedType(type: any): string {
  const text = `${type}`;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit > 0x7e) return '';
  }
  return text.toLowerCase();
}

/** One part as bytes that the caller does not own. */
function partBytes(part: any, nativeEndings: boolean): Uint8Array {
  if (part instanceof Blob) return Blob.bytesOf(part);
  const source = bytesOfSource(part);
  if (source !== undefined) return source;
  let text = `${part}`.toWellFormed();
  if (nativeEndings) text = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const bytes = new Uint8Array(utf8ByteCount(text));
  putUtf8(bytes, 0, text);
  return bytes;
}

function joinParts(parts: any, options: any): Uint8Array {
  const endings = options?.endings ?? 'transparent';
  if (endings !== 'transparent' && endings !== 'native') {
    throw withCode(
      new TypeError("The property 'options.endings' is invalid. Received '" + endings + "'"),
      'ERR_INVALID_ARG_VALUE',
    );
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (const part of parts) {
    const bytes = partBytes(part, endings === 'native');
    pieces.push(bytes);
    size += bytes.length;
  }
  const joined = new Uint8Array(size);
  let at = 0;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    if (piece.length > 0) moveByteRange(joined, at, piece, 0, piece.length);
    at += piece.length;
  }
  return joined;
}

/** @global */
export class Blob {
  #bytes: Uint8Array;
  #type: string;

  constructor(parts: any = [], options: any = {}) {
    const iterable =
      parts !== null && typeof parts === 'object' && typeof parts[Symbol.iterator] === 'function';
    if (!iterable) {
      throw argumentTypeError('sources', 'a sequence', parts);
    }
    if (options !== undefined && options !== null && typeof options !== 'object') {
      throw argumentTypeError('options', 'Object', options);
    }
    this.#bytes = joinParts(parts, options);
    this.#type = options?.type === undefined ? '' : normalizedType(options.type);
  }

  /** For the library: the bytes themselves. */
  static bytesOf(blob: Blob): Uint8Array {
    return blob.#bytes;
  }

  get size(): number {
    return this.#bytes.length;
  }

  get type(): string {
    return this.#type;
  }

  slice(start: any = 0, end: any = this.size, contentType: any = ''): Blob {
    const size = this.size;
    const from = start < 0 ? Math.max(size + start, 0) : Math.min(start, size);
    const to = end < 0 ? Math.max(size + end, 0) : Math.min(end, size);
    const blob = new Blob();
    blob.#bytes = this.#bytes.subarray(from, Math.max(from, to));
    blob.#type = normalizedType(contentType);
    return blob;
  }

  async text(): Promise<string> {
    const text = utf8Text(this.#bytes, 0, this.#bytes.length);
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#bytes.slice().buffer as ArrayBuffer;
  }

  async bytes(): Promise<Uint8Array> {
    return this.#bytes.slice();
  }

  stream(): any {
    const bytes = this.#bytes;
    return new ReadableStream({
      type: 'bytes',
      start(controller: any) {
        if (bytes.length > 0) controller.enqueue(bytes.slice());
        controller.close();
      },
    });
  }

  get [Symbol.toStringTag](): string {
    return 'Blob';
  }

  [customInspectSymbol](depth: any, options: any, inspect: any): any {
    if (depth !== null && depth < 0) return this;
    return 'Blob ' + inspect({ size: this.size, type: this.type }, nestedOptions(options));
  }
}

/** @global */
export class File extends Blob {
  readonly #name: string;
  readonly #lastModified: number;

  constructor(parts?: any, name?: any, options: any = {}) {
    if (arguments.length < 2) {
      throw withCode(
        new TypeError('The "fileBits" and "fileName" arguments must be specified'),
        'ERR_MISSING_ARGS',
      );
    }
    super(parts, options);
    this.#name = `${name}`.toWellFormed();
    const modified = options?.lastModified;
    this.#lastModified =
      modified === undefined ? Math.floor(platformWallClockMillis()) : Math.trunc(+modified) || 0;
  }

  get name(): string {
    return this.#name;
  }

  get lastModified(): number {
    return this.#lastModified;
  }

  override get [Symbol.toStringTag](): string {
    return 'File';
  }

  override [customInspectSymbol](depth: any, options: any, inspect: any): any {
    if (depth !== null && depth < 0) return this;
    const shown = {
      size: this.size,
      type: this.type,
      name: this.#name,
      lastModified: this.#lastModified,
    };
    return 'File ' + inspect(shown, nestedOptions(options));
  }
}

/** A Blob as the body of a Request or Response. */
function contentOfBlob(init: object): BodyContent | undefined {
  if (!(init instanceof Blob)) return undefined;
  const content = new BodyContent();
  content.bytes = Blob.bytesOf(init);
  if (init.type !== '') content.contentType = init.type;
  return content;
}

addContentMaker(contentOfBlob);
