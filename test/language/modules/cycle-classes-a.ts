import { Child } from './cycle-classes-b.ts';
export class Parent {
  child(): Parent {
    return new Child();
  }
}
