// Diagnostic: what the compiler has to say about a place in the source. Layer: compiler, check.

/** `code` is stable: `DRnnnn` for ours, `TSnnnn` for the type checker's. Lines and columns count from 1. */
export interface Diagnostic {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The offending source text. */
  readonly text: string;
  readonly message: string;
  /** What to write instead; empty when the message says it. */
  readonly instead: string;
  readonly category: 'error' | 'warning';
}
