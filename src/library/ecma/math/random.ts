// Math.random (ECMA-262 §21.3.2.27). Layer: ecma. The generator is the runtime's (runtime/random.ts).

import { nextRandom } from '../../runtime/random.ts';

/** @builtin Math */
export class MathRandom {
  static random(): number {
    return nextRandom();
  }
}
