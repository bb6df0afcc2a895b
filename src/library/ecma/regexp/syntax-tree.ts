// Syntax tree of a regular expression: what the parser makes and the code generator reads. Layer: ecma.

import type { CharacterSet } from './character-set.ts';

export type PatternNode =
  | EmptyNode
  | CharacterNode
  | SetNode
  | SequenceNode
  | AlternativesNode
  | CaptureNode
  | LookNode
  | AssertionNode
  | ReferenceNode
  | RepeatNode;

export interface EmptyNode {
  kind: 'empty';
}
/** One code unit, or with the flag u one code point. */
export interface CharacterNode {
  kind: 'character';
  point: number;
}
export interface SetNode {
  kind: 'set';
  set: CharacterSet;
}
export interface SequenceNode {
  kind: 'sequence';
  items: PatternNode[];
}
export interface AlternativesNode {
  kind: 'alternatives';
  items: PatternNode[];
}
export interface CaptureNode {
  kind: 'capture';
  index: number;
  body: PatternNode;
}
export interface LookNode {
  kind: 'look';
  behind: boolean;
  negative: boolean;
  body: PatternNode;
  /** Capture groups inside: from firstGroup up to, not including, endGroup. */
  firstGroup: number;
  endGroup: number;
}
export interface AssertionNode {
  kind: 'start' | 'end' | 'boundary' | 'notBoundary';
}
export interface ReferenceNode {
  kind: 'reference';
  /** Group number; 0 while `name` is not resolved. */
  index: number;
  name: string;
}
export interface RepeatNode {
  kind: 'repeat';
  body: PatternNode;
  min: number;
  /** Infinity when unbounded. */
  max: number;
  greedy: boolean;
  firstGroup: number;
  endGroup: number;
}

export interface Pattern {
  root: PatternNode;
  /** Capture groups, not counting group 0. */
  groups: number;
  /** Name of group i at i, or '' (group 0 is nameless). */
  names: string[];
  hasNames: boolean;
}

export interface PatternFlags {
  ignoreCase: boolean;
  multiline: boolean;
  dotAll: boolean;
  /** u or v. */
  unicode: boolean;
  unicodeSets: boolean;
}
