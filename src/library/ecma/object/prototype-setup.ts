// Finishing the prototype objects of library classes, where class syntax cannot say it. Layer: ecma.

import { CONFIGURABLE, INTRINSIC_ITERATOR_PROTOTYPE } from '../../runtime/layout.ts';
import { intrinsicObject } from '../../runtime/intrinsic-objects.ts';
import { defineData, setPrototypeOf } from '../../runtime/property-reflection.ts';

/** `prototype[Symbol.toStringTag]`: neither writable nor enumerable. */
export function defineToStringTag(prototype: any, tag: string): void {
  defineData(prototype, Symbol.toStringTag, tag, CONFIGURABLE);
}

/** Makes the prototype of a library class one of the specification's %XIteratorPrototype% objects. */
export function becomeIteratorPrototype(prototype: any, tag: string): void {
  setPrototypeOf(prototype, intrinsicObject(INTRINSIC_ITERATOR_PROTOTYPE));
  delete prototype.constructor;
  defineToStringTag(prototype, tag);
}
