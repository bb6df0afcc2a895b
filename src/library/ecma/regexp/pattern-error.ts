// What is wrong with a regular expression's pattern; regexp.ts turns it into a SyntaxError. Layer: ecma.

export class PatternError {
  message: string;
  constructor(message: string) {
    this.message = message;
  }
}
