// Response errors: parse errors of responses, with the codes and reasons that Node's programs see. Layer: http.

import { ParseError } from './parse-error.ts';
import { FIRST_RESPONSE_ERROR } from './scan-layout.ts';

/** One line per error number of scan-layout.ts, from FIRST_RESPONSE_ERROR. */
const RESPONSE_ERRORS: readonly (readonly [code: string, reason: string])[] = [
  ['HPE_INVALID_VERSION', 'Invalid major version'],
  ['HPE_INVALID_VERSION', 'Expected dot'],
  ['HPE_INVALID_VERSION', 'Invalid minor version'],
  ['HPE_INVALID_VERSION', 'Expected space after version'],
  ['HPE_INVALID_STATUS', 'Invalid status code'],
  ['HPE_INVALID_STATUS', 'Invalid response status'],
  ['HPE_CR_EXPECTED', 'Missing expected CR after response line'],
  ['HPE_STRICT', 'Expected LF after CR'],
];

/** The error for an error number of the scanners. */
export function responseError(
  number: number,
  bytesParsed: number,
  rawPacket: Uint8Array | undefined,
): ParseError {
  const error = new ParseError(number, bytesParsed, rawPacket);
  const entry = RESPONSE_ERRORS[number - FIRST_RESPONSE_ERROR];
  if (entry !== undefined) {
    error.code = entry[0];
    error.reason = entry[1];
    error.message = 'Parse Error: ' + entry[1];
  }
  return error;
}
