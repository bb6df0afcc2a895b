// Switch: fall-through, default anywhere, strict comparison, scopes, order of evaluation.

import { attempt } from './support/attempt.ts';

function fall(x: unknown): string {
  let path = '';
  switch (x) {
    case 1:
      path += 'one ';
    case 2:
      path += 'two ';
      break;
    default:
      path += 'default ';
    case 3:
      path += 'three ';
      break;
    case '1':
      path += 'text ';
  }
  return path;
}
for (const x of [1, 2, 3, 4, '1', null, NaN, true]) console.log(String(x), fall(x));

attempt('order of the cases', () => {
  const log: number[] = [];
  const note = (n: number) => (log.push(n), n);
  switch (note(2)) {
    case note(1):
    case note(2):
    case note(3):
  }
  return log;
});
attempt('default first', () => {
  const f = (x: number) => {
    switch (x) {
      default:
        return 'default';
      case 1:
        return 'one';
    }
  };
  return [f(1), f(2)];
});
attempt('NaN and -0', () => {
  const f = (x: number) => {
    switch (x) {
      case NaN:
        return 'NaN';
      case 0:
        return 'zero';
    }
    return 'none';
  };
  return [f(NaN), f(-0)];
});
attempt('switch (true)', () => {
  const size = (n: number) => {
    switch (true) {
      case n < 10:
        return 'small';
      case n < 100:
        return 'middle';
      default:
        return 'large';
    }
  };
  return [size(1), size(50), size(500)];
});
attempt('strings', () => {
  const f = (method: string) => {
    switch (method) {
      case 'GET':
      case 'HEAD':
        return 'safe';
      case 'PO' + 'ST':
        return 'unsafe';
    }
    return 'other';
  };
  return ['GET', 'HEAD', 'POST', 'PUT'].map(f);
});
attempt('many cases', () => {
  const f = (n: number) => {
    switch (n) {
      case 0: return 'a';
      case 1: return 'b';
      case 2: return 'c';
      case 3: return 'd';
      case 4: return 'e';
      case 5: return 'f';
      case 6: return 'g';
      case 100: return 'h';
      case -1: return 'i';
      case 2.5: return 'j';
    }
    return '?';
  };
  return [0, 3, 6, 7, 100, -1, 2.5, 1e9].map(f).join('');
});
attempt('continue in a switch in a loop', () => {
  const seen: number[] = [];
  for (let i = 0; i < 5; i++) {
    switch (i) {
      case 1:
        continue;
      case 3:
        break;
      default:
        seen.push(i);
    }
    seen.push(i * 10);
  }
  return seen;
});
attempt('labelled break', () => {
  let n = 0;
  loop: while (true) {
    switch (n++) {
      case 5:
        break loop;
    }
  }
  return n;
});
attempt('bindings of the whole switch', () => {
  switch (2 as number) {
    case 1:
      let x = 'one';
      return x;
    case 2:
      x = 'two';
      return x;
  }
  return '';
});
attempt('functions in cases', () => {
  switch (1 as number) {
    case 0:
      function inner() {
        return 'hoisted';
      }
    case 1:
      return inner();
  }
  return '';
});
attempt('closures in cases', () => {
  const list: (() => number)[] = [];
  for (let i = 0; i < 2; i++) {
    switch (i) {
      case 0: {
        const x = i + 10;
        list.push(() => x);
        break;
      }
      default:
        let y = i + 20;
        list.push(() => y);
    }
  }
  return list.map((f) => f());
});
attempt('empty', () => {
  let runs = 0;
  switch (runs++) {
  }
  switch (runs++) {
    default:
  }
  return runs;
});
attempt('a case that throws', () => {
  switch (1 as number) {
    case (() => {
      throw new Error('case');
    })():
  }
});
attempt('return in try in switch', () => {
  const log: string[] = [];
  const f = (x: number) => {
    switch (x) {
      case 1:
        try {
          return 'returned';
        } finally {
          log.push('finally');
        }
      default:
        log.push('default');
    }
    return 'end';
  };
  return [f(1), f(2), log];
});
