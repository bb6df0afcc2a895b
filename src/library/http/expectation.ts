// Expectation: whether an Expect header asks for a 100 response. Layer: http (RFC 9110 §10.1.1).

const CONTINUE = '100-continue';

/** `expectation` names 100-continue, in any case, as a word of its own. */
export function expectsContinue(expectation: string): boolean {
  const text = expectation.toLowerCase();
  for (let at = text.indexOf(CONTINUE); at >= 0; at = text.indexOf(CONTINUE, at + 1)) {
    const end = at + CONTINUE.length;
    if (at > 0 && isWordCharacter(text.charCodeAt(at - 1))) continue;
    if (end === text.length || !isWordCharacter(text.charCodeAt(end))) return true;
  }
  return false;
}

/** A lower-case letter, a digit or `_`. */
function isWordCharacter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit === 95;
}
