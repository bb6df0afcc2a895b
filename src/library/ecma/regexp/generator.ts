// Code generator of regular expressions: syntax tree to the words of runtime/regexp-opcodes.ts. Layer: ecma.
// In a look-behind everything runs backwards: sequences are reversed, and each character moves back, matches, moves back.

import {
  OP_ADVANCED,
  OP_ADVANCED_AFTER,
  OP_ANY,
  OP_BACK_POINT,
  OP_BACK_UNIT,
  OP_BOUNDARY,
  OP_CHAR,
  OP_CHAR_EITHER,
  OP_CLEAR,
  OP_COUNT,
  OP_DOT,
  OP_END,
  OP_FAIL,
  OP_FORK,
  OP_FORK_JUMP,
  OP_GREEDY,
  OP_JUMP,
  OP_LINE_END,
  OP_LINE_START,
  OP_LOOK,
  OP_LOOK_END,
  OP_LOOP,
  OP_MATCH,
  OP_NOT_LOOK,
  OP_NOT_LOOK_END,
  OP_REFERENCE,
  OP_SAVE,
  OP_SET,
  OP_SET_POINT,
  OP_START,
  OP_STRING,
  OP_ZERO,
} from '../../runtime/regexp-opcodes.ts';
import { closeOverCase } from './character-set.ts';
import type { CharacterSet } from './character-set.ts';
import { firstUnits, isAnchored, minimumLength } from './analysis.ts';
import { PatternError } from './pattern-error.ts';
import { isDot, readsPoints, writeBitmap } from './set-words.ts';
import type { LookNode, Pattern, PatternFlags, PatternNode, RepeatNode } from './syntax-tree.ts';

const UNBOUNDED = 0xffffffff;
const MAX_WORDS = 0x400000;
const HEADER_WORDS = 14;

/** The words of a pattern's program. */
export function generateProgram(pattern: Pattern, flags: PatternFlags): number[] {
  const generator = new ProgramGenerator(pattern, flags);
  generator.generate();
  return generator.words;
}

class ProgramGenerator {
  words: number[] = [];
  pattern: Pattern;
  flags: PatternFlags;
  registers: number;

  constructor(pattern: Pattern, flags: PatternFlags) {
    this.pattern = pattern;
    this.flags = flags;
    this.registers = 2 * (pattern.groups + 1);
  }

  generate(): void {
    const words = this.words;
    for (let i = 0; i < HEADER_WORDS; i++) words.push(0);
    this.emitNode(this.pattern.root, false);
    words.push(OP_MATCH);
    words[0] = this.pattern.groups + 1;
    words[1] = this.registers;
    words[2] =
      (isAnchored(this.pattern.root) && !this.flags.multiline ? 1 : 0) +
      (this.flags.unicode ? 2 : 0);
    this.writeFilter();
  }

  /** The header's test of a match's first unit, so that most starting positions are skipped quickly. */
  writeFilter(): void {
    const set = firstUnits(this.pattern.root, this.flags);
    if (set === null) return;
    const words = this.words;
    if (set.length === 2 && set[0] === set[1] && set[0]! < 0x10000) {
      words[3] = 2;
      words[4] = set[0]!;
      return;
    }
    words[3] = 1;
    writeBitmap(words, 6, set);
    words[5] = set.length > 0 && set[set.length - 1]! > 255 ? 1 : 0;
  }

  emit(op: number): void {
    if (this.words.length > MAX_WORDS) throw new PatternError('Regular expression too large');
    this.words.push(op);
  }

  emitNode(node: PatternNode, backward: boolean): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'character':
        this.emitCharacter(node.point, backward);
        return;
      case 'set':
        this.emitSet(node.set, backward);
        return;
      case 'sequence':
        this.emitSequence(node.items, backward);
        return;
      case 'alternatives':
        this.emitAlternatives(node.items, backward);
        return;
      case 'capture':
        this.emit(OP_SAVE);
        this.emit(2 * node.index + (backward ? 1 : 0));
        this.emitNode(node.body, backward);
        this.emit(OP_SAVE);
        this.emit(2 * node.index + (backward ? 0 : 1));
        return;
      case 'look':
        this.emitLook(node);
        return;
      case 'start':
        this.emit(this.flags.multiline ? OP_LINE_START : OP_START);
        return;
      case 'end':
        this.emit(this.flags.multiline ? OP_LINE_END : OP_END);
        return;
      case 'boundary':
      case 'notBoundary':
        this.emit(OP_BOUNDARY);
        this.emit(node.kind === 'boundary' ? 0 : 1);
        this.emit(this.flags.unicode && this.flags.ignoreCase ? 1 : 0);
        return;
      case 'reference':
        this.emit(OP_REFERENCE);
        this.emit(node.index);
        this.emit(backward ? 1 : 0);
        this.emit(this.flags.ignoreCase ? (this.flags.unicode ? 2 : 1) : 0);
        return;
      case 'repeat':
        this.emitRepeat(node, backward);
        return;
    }
  }

  /** A run of plain characters becomes one instruction. */
  emitSequence(items: PatternNode[], backward: boolean): void {
    if (backward) {
      for (let i = items.length - 1; i >= 0; i--) this.emitNode(items[i]!, true);
      return;
    }
    for (let i = 0; i < items.length;) {
      let end = i;
      while (end < items.length && this.isPlain(items[end]!)) end++;
      if (end - i < 2) {
        this.emitNode(items[i]!, false);
        i++;
        continue;
      }
      this.emit(OP_STRING);
      this.emit(end - i);
      for (; i < end; i++) this.emit((items[i] as { point: number }).point);
    }
  }

  /** A character that is exactly one unit of the text. */
  isPlain(node: PatternNode): boolean {
    if (node.kind !== 'character') return false;
    const point = node.point;
    if (this.flags.unicode && point >= 0xd800 && (point <= 0xdfff || point > 0xffff)) return false;
    return !this.flags.ignoreCase || closeOverCase([point, point], this.flags.unicode).length === 2;
  }

  emitCharacter(point: number, backward: boolean): void {
    const set = this.flags.ignoreCase
      ? closeOverCase([point, point], this.flags.unicode)
      : [point, point];
    this.emitSet(set, backward);
  }

  emitSet(set: CharacterSet, backward: boolean): void {
    const asPoint = this.flags.unicode && readsPoints(set);
    if (backward) this.emit(asPoint ? OP_BACK_POINT : OP_BACK_UNIT);
    this.emitForwardSet(set, asPoint);
    if (backward) this.emit(asPoint ? OP_BACK_POINT : OP_BACK_UNIT);
  }

  emitForwardSet(set: CharacterSet, asPoint: boolean): void {
    if (set.length === 0) {
      this.emit(OP_FAIL);
      return;
    }
    if (!asPoint) {
      if (set.length === 2 && set[0] === set[1]) {
        this.emit(OP_CHAR);
        this.emit(set[0]!);
        return;
      }
      if (set.length === 4 && set[0] === set[1] && set[2] === set[3]) {
        this.emit(OP_CHAR_EITHER);
        this.emit(set[0]!);
        this.emit(set[2]!);
        return;
      }
      if (set[0] === 0 && set[1]! >= 0xffff) {
        this.emit(OP_ANY);
        return;
      }
      if (isDot(set)) {
        this.emit(OP_DOT);
        return;
      }
    }
    this.emit(asPoint ? OP_SET_POINT : OP_SET);
    const bitmap = this.words.length;
    for (let i = 0; i < 8; i++) this.emit(0);
    writeBitmap(this.words, bitmap, set);
    const count = this.words.length;
    this.emit(0);
    let pairs = 0;
    for (let i = 0; i < set.length; i += 2) {
      if (set[i + 1]! < 256) continue;
      this.emit(set[i]! < 256 ? 256 : set[i]!);
      this.emit(set[i + 1]!);
      pairs++;
    }
    this.words[count] = pairs;
  }

  emitAlternatives(items: PatternNode[], backward: boolean): void {
    const exits: number[] = [];
    for (let i = 0; i < items.length; i++) {
      if (i === items.length - 1) {
        this.emitNode(items[i]!, backward);
        break;
      }
      const fork = this.emitTarget(OP_FORK);
      this.emitNode(items[i]!, backward);
      exits.push(this.emitTarget(OP_JUMP));
      this.words[fork] = this.words.length;
    }
    for (let i = 0; i < exits.length; i++) this.words[exits[i]!] = this.words.length;
  }

  /** Emits an instruction whose operand is a target; the result is where to write it. */
  emitTarget(op: number): number {
    this.emit(op);
    this.emit(0);
    return this.words.length - 1;
  }

  emitLook(node: LookNode): void {
    const register = this.registers;
    this.registers += 2;
    if (!node.negative) {
      this.emit(OP_LOOK);
      this.emit(register);
      this.emitNode(node.body, node.behind);
      this.emit(OP_LOOK_END);
      this.emit(register);
      return;
    }
    this.emit(OP_NOT_LOOK);
    this.emit(register);
    this.emit(0);
    const target = this.words.length - 1;
    this.emitNode(node.body, node.behind);
    this.emit(OP_NOT_LOOK_END);
    this.emit(register);
    this.words[target] = this.words.length;
  }

  emitRepeat(node: RepeatNode, backward: boolean): void {
    if (node.max === 0) return;
    if (node.greedy && !backward && this.emitGreedyUnit(node)) return;
    if (node.min === 0 && node.max === 1) {
      this.emitOptional(node, backward);
    } else if (node.min === 0 && node.max === Infinity) {
      this.emitStar(node, backward);
    } else if (node.min === 1 && node.max === Infinity && minimumLength(node.body) > 0) {
      this.emitPlus(node, backward);
    } else if (node.min === 1 && node.max === 1) {
      this.emitNode(node.body, backward);
    } else {
      this.emitCounted(node, backward);
    }
  }

  /** Greedy repetition of a character or set: the matcher's inner loop. False when the body is anything else. */
  emitGreedyUnit(node: RepeatNode): boolean {
    const body = node.body;
    let set: CharacterSet;
    if (body.kind === 'set') set = body.set;
    else if (body.kind === 'character') {
      set = this.flags.ignoreCase
        ? closeOverCase([body.point, body.point], this.flags.unicode)
        : [body.point, body.point];
    } else return false;
    if (set.length === 0) return false;
    this.emit(OP_GREEDY);
    this.emit(bounded(node.min));
    this.emit(bounded(node.max));
    this.emit(0);
    const length = this.words.length - 1;
    this.emitForwardSet(set, this.flags.unicode && readsPoints(set));
    this.words[length] = this.words.length - length - 1;
    return true;
  }

  emitClear(node: RepeatNode): void {
    if (node.endGroup <= node.firstGroup) return;
    this.emit(OP_CLEAR);
    this.emit(2 * node.firstGroup);
    this.emit(2 * node.endGroup);
  }

  emitOptional(node: RepeatNode, backward: boolean): void {
    const fork = this.emitFork(node.greedy);
    this.emitIteration(node, backward);
    this.words[fork] = this.words.length;
  }

  /** Enters the body, with the way around it as the other choice; the result is where to write the target. */
  emitFork(greedy: boolean): number {
    return this.emitTarget(greedy ? OP_FORK : OP_FORK_JUMP);
  }

  /** One iteration beyond the minimum: it must not be empty. */
  emitIteration(node: RepeatNode, backward: boolean): void {
    this.emitClear(node);
    if (minimumLength(node.body) > 0) {
      this.emitNode(node.body, backward);
      return;
    }
    const register = this.registers++;
    this.emit(OP_SAVE);
    this.emit(register);
    this.emitNode(node.body, backward);
    this.emit(OP_ADVANCED);
    this.emit(register);
  }

  emitStar(node: RepeatNode, backward: boolean): void {
    const start = this.words.length;
    const fork = this.emitFork(node.greedy);
    this.emitIteration(node, backward);
    this.emit(OP_JUMP);
    this.emit(start);
    this.words[fork] = this.words.length;
  }

  /** `x+` of a body that is never empty: the test comes last. */
  emitPlus(node: RepeatNode, backward: boolean): void {
    const start = this.words.length;
    this.emitClear(node);
    this.emitNode(node.body, backward);
    this.emit(node.greedy ? OP_FORK_JUMP : OP_FORK);
    this.emit(start);
  }

  emitCounted(node: RepeatNode, backward: boolean): void {
    const counter = this.registers++;
    const mayBeEmpty = minimumLength(node.body) === 0;
    const mark = mayBeEmpty ? this.registers++ : 0;
    this.emit(OP_ZERO);
    this.emit(counter);
    const start = this.words.length;
    this.emit(OP_LOOP);
    this.emit(counter);
    this.emit(bounded(node.min));
    this.emit(bounded(node.max));
    this.emit(0);
    const target = this.words.length - 1;
    this.emit(node.greedy ? 1 : 0);
    this.emitClear(node);
    if (mayBeEmpty) {
      this.emit(OP_SAVE);
      this.emit(mark);
    }
    this.emitNode(node.body, backward);
    if (mayBeEmpty) {
      this.emit(OP_ADVANCED_AFTER);
      this.emit(mark);
      this.emit(counter);
      this.emit(bounded(node.min));
    }
    this.emit(OP_COUNT);
    this.emit(counter);
    this.emit(OP_JUMP);
    this.emit(start);
    this.words[target] = this.words.length;
  }
}

function bounded(count: number): number {
  return count >= UNBOUNDED ? UNBOUNDED : count;
}
