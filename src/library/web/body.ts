// Body: what Request and Response share: text(), json(), arrayBuffer(), bytes(), body, bodyUsed (Fetch §5.3). Layer: web.
// A body from a string or bytes stays what it is; a stream is made only when somebody asks for one.

import { withCode } from '../node/errors.ts';
import { ReadableStream, readableStateOf, streamOfState } from './readable-stream.ts';
import { readAsPromise, ReadableState } from './streams/readable-state.ts';
import { teeReadable } from './streams/readable-tee.ts';
import { TextDecoder } from './text-decoder.ts';
import { TextEncoder } from './text-encoder.ts';
import { URLSearchParams } from './url-search-params.ts';

const encoder = new TextEncoder();

/** The content of a message: exactly one of text, bytes and stream is set, or none for a null body. */
export class BodyContent {
  text: string | undefined = undefined;
  bytes: Uint8Array | undefined = undefined;
  stream: ReadableStream | undefined = undefined;
  /** Consumed as text or bytes. */
  used = false;
  contentType: string | null = null;

  get isNull(): boolean {
    return this.text === undefined && this.bytes === undefined && this.stream === undefined;
  }

  /** Bytes of a body that is no stream. */
  plainBytes(): Uint8Array {
    if (this.bytes !== undefined) return this.bytes;
    return encoder.encode(this.text ?? '');
  }
}

type ContentMaker = (init: object) => BodyContent | undefined;

const makers: ContentMaker[] = [];

/** For classes that are not in every program with a body: what a body of theirs is. */
export function addContentMaker(maker: ContentMaker): void {
  makers.push(maker);
}

function madeContent(init: any): BodyContent | undefined {
  if (typeof init !== 'object') return undefined;
  for (let i = 0; i < makers.length; i++) {
    const content = makers[i]!(init);
    if (content !== undefined) return content;
  }
  return undefined;
}

/** Extracts a body (Fetch §5.2 BodyInit). */
export function contentOf(init: any): BodyContent {
  const content = new BodyContent();
  if (init === undefined || init === null) return content;
  const made = madeContent(init);
  if (made !== undefined) return made;
  if (typeof init === 'string') {
    content.text = init;
    content.contentType = 'text/plain;charset=UTF-8';
  } else if (init instanceof URLSearchParams) {
    content.text = init.toString();
    content.contentType = 'application/x-www-form-urlencoded;charset=UTF-8';
  } else if (init instanceof ArrayBuffer) {
    content.bytes = new Uint8Array(init.slice(0));
  } else if (ArrayBuffer.isView(init)) {
    content.bytes = new Uint8Array(init.buffer, init.byteOffset, init.byteLength).slice();
  } else if (init instanceof ReadableStream) {
    if (init.locked || readableStateOf(init)!.disturbed)
      throw new TypeError('Response body object should not be disturbed or locked');
    content.stream = init;
  } else if (typeof init === 'object' && typeof init[Symbol.asyncIterator] === 'function') {
    content.stream = ReadableStream.from(init);
  } else {
    content.text = String(init);
    content.contentType = 'text/plain;charset=UTF-8';
  }
  return content;
}

let contentOfBody: (body: Body) => BodyContent;

export function bodyContentOf(body: Body): BodyContent {
  return contentOfBody(body);
}

export class Body {
  #content: BodyContent = new BodyContent();

  static {
    contentOfBody = (body) => body.#content;
  }

  /** Sets the content; for the constructors of the subclasses. */
  static setContent(body: Body, content: BodyContent): void {
    body.#content = content;
  }

  get body(): ReadableStream | null {
    const content = this.#content;
    if (content.isNull) return null;
    if (content.stream === undefined) content.stream = streamOfContent(content);
    return content.stream;
  }

  get bodyUsed(): boolean {
    const content = this.#content;
    if (content.used) return true;
    return content.stream !== undefined && readableStateOf(content.stream)!.disturbed;
  }

  async text(): Promise<string> {
    const content = this.#content;
    this.#use();
    if (content.stream === undefined && content.text !== undefined) return content.text;
    return decode(await bytesOf(content));
  }

  async json(): Promise<any> {
    const content = this.#content;
    this.#use();
    if (content.stream === undefined && content.text !== undefined) return JSON.parse(content.text);
    return JSON.parse(decode(await bytesOf(content)));
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const content = this.#content;
    this.#use();
    const bytes = await bytesOf(content);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  }

  async bytes(): Promise<Uint8Array> {
    const content = this.#content;
    this.#use();
    return (await bytesOf(content)).slice();
  }

  /** One reader only, once. */
  #use(): void {
    const content = this.#content;
    if (content.isNull) return;
    if (this.bodyUsed || (content.stream !== undefined && content.stream.locked))
      throw new TypeError('Body is unusable: Body has already been read');
    if (content.stream === undefined) content.used = true;
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** A stream that delivers a plain body as one chunk. */
function streamOfContent(content: BodyContent): ReadableStream {
  const bytes = content.plainBytes();
  const wasUsed = content.used;
  const state: ReadableState = new ReadableState(
    0,
    undefined,
    () => {
      if (bytes.length > 0) state.enqueue(bytes);
      state.requestClose();
      return Promise.resolve(undefined);
    },
    undefined,
  );
  state.isByteStream = true;
  state.start(Promise.resolve(undefined));
  if (wasUsed) state.disturbed = true;
  return streamOfState(state);
}

/** Everything of the body. */
export async function bytesOf(content: BodyContent): Promise<Uint8Array> {
  const stream = content.stream;
  if (stream === undefined) return content.plainBytes();
  const reader = readableStateOf(stream)!.acquireReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { value, done } = await readAsPromise(reader);
    if (done) break;
    if (!(value instanceof Uint8Array))
      throw withCode(new TypeError('Received non-Uint8Array chunk'), 'ERR_INVALID_ARG_TYPE');
    chunks.push(value);
    size += value.byteLength;
  }
  if (chunks.length === 1) return chunks[0]!;
  const all = new Uint8Array(size);
  let at = 0;
  for (let i = 0; i < chunks.length; i++) {
    all.set(chunks[i]!, at);
    at += chunks[i]!.byteLength;
  }
  return all;
}

/** For clone(): both bodies can be read. */
export function cloneContent(content: BodyContent): BodyContent {
  const copy = new BodyContent();
  copy.contentType = content.contentType;
  copy.text = content.text;
  copy.bytes = content.bytes;
  if (content.stream !== undefined) {
    const [first, second] = teeReadable(readableStateOf(content.stream)!);
    content.stream = streamOfState(first);
    copy.stream = streamOfState(second);
    content.text = content.bytes = copy.text = copy.bytes = undefined;
  }
  return copy;
}
