// %GeneratorPrototype%: next, return and throw of generators (ECMA-262 §27.5.1). Layer: ecma.
// The frame and its states are the runtime's (runtime/generator.ts).

import { generatorResume } from '../../runtime/generator.ts';
import { isGeneratorCell } from '../../runtime/inspect-kinds.ts';
import { RESUME_NEXT, RESUME_RETURN, RESUME_THROW } from '../../runtime/layout.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';

/** @builtin %Generator% */
export class GeneratorMethods {
  next(value: any): any {
    if (!isGeneratorCell(this)) {
      throw incompatibleReceiver('[Generator].prototype.next', this);
    }
    return generatorResume(this, RESUME_NEXT, value);
  }

  return(value: any): any {
    if (!isGeneratorCell(this)) {
      throw incompatibleReceiver('[Generator].prototype.return', this);
    }
    return generatorResume(this, RESUME_RETURN, value);
  }

  throw(error: any): any {
    if (!isGeneratorCell(this)) {
      throw incompatibleReceiver('[Generator].prototype.throw', this);
    }
    return generatorResume(this, RESUME_THROW, error);
  }

  readonly [Symbol.toStringTag] = 'Generator';
}
