// TextEncoder, TextDecoder, atob, btoa.
const encoder = new TextEncoder();
for (const text of ['', 'abc', 'é', '日本', '😀', '\ud800x', 'a\0b'])
  console.log(encoder.encode(text), encoder.encodeInto(text, new Uint8Array(3)));
console.log(encoder.encoding, encoder.encode(), encoder.encode(5 as any));
const inputs = [
  [],
  [97],
  [0xef, 0xbb, 0xbf, 97],
  [0xc3, 0xa9],
  [0xc3],
  [0xe2, 0x82],
  [0xf0, 0x9f, 0x98, 0x80],
  [0xf0, 0x9f],
  [0xff, 0xfe, 97, 0],
  [0xed, 0xa0, 0x80],
  [0xe0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xc2, 0xc2, 97],
];
for (const label of ['utf-8', ' UTF8\n', 'utf-16le']) {
  for (const options of [undefined, { fatal: true }, { ignoreBOM: true }] as any[]) {
    const decoder = new TextDecoder(label, options);
    console.log(decoder.encoding, decoder.fatal, decoder.ignoreBOM);
    if (label === 'utf-16le' && options?.fatal) continue;
    for (const input of inputs) {
      try {
        const whole = new TextDecoder(label, options).decode(new Uint8Array(input));
        const streaming = new TextDecoder(label, options);
        const parts = input.map((byte) =>
          streaming.decode(new Uint8Array([byte]), { stream: true }),
        );
        console.log(
          input,
          JSON.stringify(whole),
          JSON.stringify(parts.join('|') + streaming.decode()),
        );
      } catch (error: any) {
        console.log(input, error.name, error.code, error.message);
      }
    }
  }
}
console.log(
  new TextDecoder().decode(new Uint16Array([97, 98]).buffer),
  new TextDecoder().decode(new DataView(new ArrayBuffer(2))),
  new TextDecoder('latin1').decode(new Uint8Array([97, 233])),
);
for (const label of ['x', '', 'utf-7']) {
  try {
    new TextDecoder(label);
  } catch (error: any) {
    console.log(error.name, error.code, error.message);
  }
}
for (const text of [
  '',
  'a',
  'ab',
  'abc',
  'é',
  '日',
  'YQ==',
  'YQ',
  'YQ=',
  'Y Q\n= =',
  'Y',
  'YWJj',
  '=',
  'a-b_',
  'ab=c',
  '!!',
  'null',
] as any[]) {
  for (const run of [atob, btoa]) {
    try {
      console.log(run.name, JSON.stringify(text), JSON.stringify(run(text)));
    } catch (error: any) {
      console.log(run.name, JSON.stringify(text), error.name, error.code, error.message);
    }
  }
}
