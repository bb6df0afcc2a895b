// Multipart: the entries of a FormData as bytes (HTML, "multipart/form-data encoding algorithm"; RFC 7578). Layer: web.

import { Blob, File } from './blob.ts';

/** `list` has names and values in turn; a value is a string or a File. */
export function multipartBytes(list: any[], boundary: string): Uint8Array {
  const parts: any[] = [];
  for (let i = 0; i < list.length; i += 2) {
    const value = list[i + 1];
    parts.push(
      '--' + boundary + '\r\nContent-Disposition: form-data; name="' + quoted(lines(list[i])) + '"',
    );
    if (value instanceof File) {
      const type = value.type || 'application/octet-stream';
      parts.push('; filename="' + quoted(value.name) + '"\r\nContent-Type: ' + type + '\r\n\r\n');
      parts.push(value);
    } else parts.push('\r\n\r\n' + lines(value));
    parts.push('\r\n');
  }
  parts.push('--' + boundary + '--\r\n');
  return Blob.bytesOf(new Blob(parts));
}

/** Line ends as CR LF. */
function lines(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\n', '\r\n');
}

function quoted(text: string): string {
  return text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}
