// Link input and result: what the emit pass hands over and what comes back. Layer: compiler/link.

export interface SourceObject {
  /** A file-name-like name, for messages. */
  name: string;
  /** The C text; includes the header by its name. */
  c: string;
  /** Further clang flags for this file. */
  flags?: string[];
}

export interface Positions {
  /** Files whose frames stack traces show: the name that `#line` gave, to the one to print. All others are library code. */
  files: ReadonlyMap<string, string>;
  /** C symbol of a function, to what a stack trace calls it; without an entry the frame prints its position alone. */
  functions: ReadonlyMap<string, FunctionName>;
}

export interface FunctionName {
  /** "Foo.bar", "new Foo", "async main"; empty: the position alone. */
  name: string;
  /** A library function that V8 shows: "at Array.map (<anonymous>)". */
  isShownLibrary?: boolean;
}

export interface LinkInput {
  objects: SourceObject[];
  /** Keys of objects that the cache has. */
  prebuilt?: readonly string[];
  /** Paths of .S files. */
  assembly: string[];
  header: { name: string; text: string };
  /** Path of the image; a debug file goes beside it (`.debug`). */
  output: string;
  /** Objects are kept here between builds, by content. */
  cacheDirectory: string;
  optimize: 0 | 1 | 2;
  /** Keeps symbols and line information in the image itself. */
  debug: boolean;
  positions?: Positions;
  /** Of a symbol: exceptions leave the function without a test. */
  isUnwound?: (symbol: string) => boolean;
  /** The image is written when this is true; the linker does not wait for it before. */
  approval?: Promise<boolean>;
  /** Arguments of the linker that decide where the image lies (compiler/target.ts). */
  layout: readonly string[];
}

export interface LinkResult {
  image: string;
  /** The file with symbols and line information. */
  debugFile: string;
  /** Bytes in memory, by kind. */
  codeSize: number;
  readOnlySize: number;
  dataSize: number;
  /** Bytes of the image file. */
  fileSize: number;
  /** Objects that were compiled anew. */
  compiled: number;
  /** The cache's keys of `LinkInput.objects`, in their order. */
  keys: string[];
}

/** Called as objects are done. */
export type Progress = (done: number, total: number) => void;

export class LinkError extends Error {
  override name = 'LinkError';
}
