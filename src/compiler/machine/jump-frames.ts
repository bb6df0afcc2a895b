// What break and continue may leave: the enclosing loops and switches of a statement. Layer: compiler/machine.
// C has no labelled break, so a jump over the innermost frame becomes a goto to a label that the frame then emits.

export interface Frame {
  readonly kind: 'loop' | 'switch';
  readonly label: string | null;
  /** Makes C labels unique in the function. */
  readonly number: number;
  /** Some break leaves it. */
  broken: boolean;
  breakLabel: boolean;
  continueLabel: boolean;
}

export class JumpFrames {
  readonly #frames: Frame[] = [];
  #count = 0;

  enter(kind: 'loop' | 'switch', label: string | null): Frame {
    const number = ++this.#count;
    const frame = { kind, label, number, broken: false, breakLabel: false, continueLabel: false };
    this.#frames.push(frame);
    return frame;
  }

  leave(): void {
    this.#frames.pop();
  }

  /** C of a break; null when there is nothing to leave. */
  breakFrom(label: string | null): string | null {
    const frame = this.#find(label, () => true);
    if (frame === undefined) return null;
    frame.broken = true;
    if (frame === this.#frames.at(-1)) return 'break;';
    frame.breakLabel = true;
    return `goto ${breakLabel(frame)};`;
  }

  /** C of a continue; null when there is no such loop. */
  continueWith(label: string | null): string | null {
    const frame = this.#find(label, ({ kind }) => kind === 'loop');
    if (frame?.kind !== 'loop') return null;
    if (frame === this.#find(null, ({ kind }) => kind === 'loop')) return 'continue;';
    frame.continueLabel = true;
    return `goto ${continueLabel(frame)};`;
  }

  #find(label: string | null, fits: (frame: Frame) => boolean): Frame | undefined {
    return this.#frames.findLast((frame) => (label === null ? fits(frame) : frame.label === label));
  }
}

export function breakLabel(frame: Frame): string {
  return `break_${frame.label}_${frame.number}`;
}

export function continueLabel(frame: Frame): string {
  return `continue_${frame.label}_${frame.number}`;
}
