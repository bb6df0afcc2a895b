// Probe image: the smallest guest that goes to 64-bit mode and ends QEMU with PROBE_STATUS; made of probe.S. Layer: monitor.

import { gunzipSync } from 'node:zlib';

export const PROBE_STATUS = 33;

/** A gzipped ELF file; probe-image.test.ts makes it again. */
export const PROBE_IMAGE_TEXT =
  'H4sIAAAAAAACA6t39XFjYmRkgAEmBjsGMI9RAMx3gIo/QCgBilkwMANJNgZWsFp2IH4BlXvBIIBCr4OKS9hDGRBh' +
  'hsCnJSlsDKQDFijGZZ8EzD4k9TCaA4iFgDgiNQ/uv+OsDAICDMwKAiAWkGQ2ALOAZDNYlgPMUmDYAVLGr3SDX+FB' +
  '8wkFfqUHOxsYGA7wG/GCQoDfgF/hAC+Q0cCvdICfUXQC0PBXCUCCg8HwpMf/gx6NPx2c+BlKv6Tt+sKwA2Txuy+v' +
  '//LLuyD89f8/kJi9noGfoQGozyczLzu1yErBJTUpMzFPwcfHRcHQRM9Az4yBQS8vvyRVD+QFvZLUihIGvaTiYga9' +
  '5Pzc3NQ8IK84o7ikqCQxiYFKABa/TBjhjRrODGjhDQPcUDPgcQ0NdwZoepqGpp4DjS8IFWOGCQhA9E+DpUcDNA0C' +
  'qFwxqFXoymD6pbD4F5mWR7YbCWyAKtDEoR8GAFvg7VdgAwAA';

export function probeImage(): Buffer {
  return gunzipSync(Buffer.from(PROBE_IMAGE_TEXT, 'base64'));
}
