// RegExp: what patterns mean, what is a SyntaxError, source, flags and toString.

const show = (value: unknown): void => console.log(JSON.stringify(value));
const attempt = (label: string, action: () => unknown): void => {
  try {
    console.log(label + ' -> ' + JSON.stringify(action()));
  } catch (error) {
    console.log(label + ' -> ' + (error as Error).name + ': ' + (error as Error).message);
  }
};

const patterns: [string, string?][] = [
  ['('],
  [')'],
  ['['],
  ['*'],
  ['a**'],
  ['a{2,1}'],
  ['\\'],
  ['(?<a'],
  ['(?<a>x)(?<a>y)'],
  ['\\k<b>(?<a>x)'],
  ['(?a)'],
  ['[b-a]'],
  ['\\u{110000}', 'u'],
  ['\\u{', 'u'],
  ['{', 'u'],
  ['}', 'u'],
  [']', 'u'],
  ['a{', 'u'],
  ['\\1', 'u'],
  ['\\-', 'u'],
  ['[\\d-a]', 'u'],
  ['(?=a)*', 'u'],
  ['\\c', 'u'],
  ['\\x1', 'u'],
  ['\\k<a', 'u'],
  ['\\k', 'u'],
  ['(?<1a>x)'],
  ['(?<=a)*'],
  ['a{1}{2}'],
  ['x{99999999999}'],
  ['(?'],
  ['(?:'],
  ['+'],
  ['?'],
  ['a|*'],
  ['\\k<x>', 'u'],
  ['(?<a\\u{62}>.)'],
  ['{1}'],
  ['a{,5}'],
  ['[a', 'u'],
  ['\\00', 'u'],
  ['[\\1]', 'u'],
  ['\\8'],
  ['(?<>a)'],
  ['(?<!a'],
  ['\n('],
  ['/('],
  ['a', 'gg'],
  ['a', 'x'],
  ['a', 'uv'],
  ['[\\c]'],
  ['(a', 'gi'],
  ['(?<a>.)\\k<b>'],
  ['(?i:a)'],
  ['^*'],
  ['$*'],
  ['\\b*'],
  ['[z-\\d]', 'u'],
  ['\\p', 'u'],
  ['(?<a>)\\k<'],
  ['[\\'],
  ['[a-'],
  ['\\u12', 'u'],
  ['\\_', 'u'],
  ['x{1}??'],
  ['a)b'],
  ['/'],
  ['[/]'],
  ['\\/'],
  ['\n'],
  [''],
  ['a/b[/]\\/', 'dgimsuy'],
  ['\u2028'],
  ['(?:)'],
];
for (const [pattern, flags] of patterns) {
  attempt(JSON.stringify([pattern, flags]), () => {
    const regexp = new RegExp(pattern, flags);
    return [regexp.source, regexp.flags, String(regexp), regexp.lastIndex];
  });
}

const texts = [
  '',
  'a',
  'aaa',
  'abcd',
  'zaacbbbcac',
  'foo bar, baz_9',
  'ab\ncd\r\nef',
  '1053',
  'ABC abc',
  'ſK sS',
  'Привет Éé',
  '😀😁x',
  '\ud83dx\ude00',
  '2024-05-06 and 2023-01-02',
  '"a\\"b" "c"',
  'a,b,,c',
  'xay abba',
  '{a{1}]',
];
const forms: [string, string?][] = [
  ['a*'],
  ['(a*)*'],
  ['(a|ab)(c|bcd)(d*)'],
  ['(z)((a+)?(b+)?(c))*'],
  ['(?=(a+))a*b\\1'],
  ['(?!foo)...'],
  ['(?<=(\\d+)(\\d+))$'],
  ['(?<!abc)\\w\\w\\w'],
  ['(?<=([abc]+))\\w'],
  ['(?<=\\k<a>(?<a>.))x'],
  ['[^]'],
  ['[]'],
  ['\\bfoo\\b'],
  ['\\B', 'g'],
  ['^.*$', 'gm'],
  ['.', 'gs'],
  ['\\s+', 'g'],
  ['\\w+', 'g'],
  ['(\\w)(\\w)?', 'g'],
  ['x*', 'g'],
  ['(?:)', 'gu'],
  ['(?<a>a)|(?<b>b)', 'g'],
  ['(?<year>\\d{4})-(?<m>\\d\\d)', 'd'],
  ['a{2,3}?', 'g'],
  ['(a?)*?b'],
  ['(?:a?){3}b'],
  ['((a)|b)*'],
  ['(?:(a)|(b)|c)+'],
  ['[a-c]+', 'i'],
  ['ſ', 'i'],
  ['k', 'iu'],
  ['[^x]', 'i'],
  ['[\\W]', 'iu'],
  ['[а-я]+', 'i'],
  ['\\u{1F600}', 'u'],
  ['.', 'u'],
  ['[^a]', 'u'],
  ['\\ud83d', 'u'],
  ['\\ud83d'],
  ['(?<=.)x', 'u'],
  ['.+x', 'u'],
  ['\\1(a)'],
  ['(?:(a)|b)\\1c'],
  ['(a+)+b'],
  ['[\\d-x]+'],
  ['"(?:[^"\\\\]|\\\\.)*"', 'g'],
  ['([^,]*)(,|$)', 'g'],
  ['^b', 'm'],
  ['b$', 'm'],
  ['a', 'y'],
  ['a', 'gy'],
  ['(a)(b)?(c)?', 'd'],
  ['.*ab'],
  ['(?<a>(?<b>b))*'],
  ['(?:|a)+b'],
  ['(?!(a))b\\1'],
  ['a{1'],
  ['{'],
  [']'],
  ['[\\w--\\d]+', 'v'],
  ['[\\w&&[a-f]]+', 'v'],
];
for (const [pattern, flags] of forms) {
  const results: unknown[] = [];
  for (const text of texts) {
    const regexp = new RegExp(pattern, flags);
    const match = regexp.exec(text) as any;
    results.push(
      match === null
        ? regexp.lastIndex
        : [
            [...match].map((part) => part ?? null),
            match.index,
            match.groups ?? 0,
            match.indices ?? 0,
            regexp.lastIndex,
          ],
    );
    results.push(
      text.replace(regexp, "[$&$1$`|$'$$$<a>]"),
      text.split(new RegExp(pattern, flags)),
      text.search(regexp),
    );
  }
  console.log(pattern, flags ?? '', JSON.stringify(results));
}
show([RegExp.length, RegExp.name, RegExp('a') instanceof RegExp]);
