// String.prototype.normalize and localeCompare.

const show = (value: unknown): void => console.log(JSON.stringify(value));
const attempt = (action: () => unknown): void => {
  try {
    show(action());
  } catch (error) {
    console.log((error as Error).name + ': ' + (error as Error).message);
  }
};

const codes = (text: string): string => Array.from(text, (c) => c.codePointAt(0)!.toString(16)).join(' ');
const texts = ['', 'abc', 'é', 'e\u0301', 'Å', '\u212b', 'ﬁ', '①', 'ｶﾞ', '한글', '\u1112\u1161\u11ab', 'ṩ', 's\u0323\u0307', 's\u0307\u0323', '\u0344', 'ǆ', '\u00a0', 'x²', '𝒜', '\u1e9b\u0323', '\ud800é', '\u0958', '豈', '½'];
for (const text of texts) show([codes(text), codes(text.normalize()), codes(text.normalize('NFD')), codes(text.normalize('NFKC')), codes(text.normalize('NFKD'))]);
let sum = 0;
for (let i = 0xa0; i < 0x3100; i++) {
  const text = String.fromCharCode(i);
  for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD']) {
    const normal = text.normalize(form);
    for (let k = 0; k < normal.length; k++) sum = (sum * 31 + normal.charCodeAt(k) + k) % 1000000007;
  }
}
show(sum);
attempt(() => 'a'.normalize('nfc'));
attempt(() => String.prototype.normalize.call(null as any));
show('Crème Brûlée à la carte'.normalize('NFD').replace(/[\u0300-\u036f]/g, ''));

const words = ['banana', 'Apple', 'apple', 'Äpfel', 'zebra', 'Zoo', 'éclair', 'eclair', 'Eclair', 'a b', 'ab', 'a-b', '10', '9', '1', '_x', '$x', '', 'æther', 'straße', 'strasse', 'œuvre', 'ñandú', 'nandu', 'a1', 'a10', 'a2', 'яблоко', 'ёж', 'еда', 'αβγ', '€', '!', 'ab\u0000c'];
show([...words].sort((a, b) => a.localeCompare(b)));
show([...words].sort((a, b) => a.localeCompare(b, undefined, { numeric: true })));
for (const [a, b] of [['a', 'A'], ['a', 'á'], ['a', 'b'], ['á', 'A'], ['résumé', 'Resume'], ['', 'a'], ['a', 'a'], ['co-op', 'coop']] as const) {
  show([a, b, a.localeCompare(b), a.localeCompare(b, 'en', { sensitivity: 'base' }), a.localeCompare(b, 'en', { sensitivity: 'accent' }), a.localeCompare(b, 'en', { sensitivity: 'case' })]);
}
attempt(() => 'a'.localeCompare(undefined as any));
attempt(() => String.prototype.localeCompare.call(undefined as any, 'a'));
show(['a'.localeCompare.length, 'a'.normalize.length]);
