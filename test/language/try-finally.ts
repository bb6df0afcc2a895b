// try, catch and finally with return, break, continue and throw in every place.

import { attempt, problem } from './support/attempt.ts';

type Exit = 'normal' | 'return' | 'throw' | 'break' | 'continue';
const exits: Exit[] = ['normal', 'return', 'throw', 'break', 'continue'];

function run(inTry: Exit, inCatch: Exit, inFinally: Exit, log: string[]): string {
  for (let turn = 0; turn < 2; turn++) {
    try {
      log.push('t' + turn);
      if (inTry === 'return') return 'try';
      if (inTry === 'throw') throw 'try';
      if (inTry === 'break') break;
      if (inTry === 'continue') continue;
    } catch (error) {
      log.push('c' + error);
      if (inCatch === 'return') return 'catch';
      if (inCatch === 'throw') throw 'catch';
      if (inCatch === 'break') break;
      if (inCatch === 'continue') continue;
    } finally {
      log.push('f' + turn);
      if (inFinally === 'return') return 'finally';
      if (inFinally === 'throw') throw 'finally';
      if (inFinally === 'break') break;
      if (inFinally === 'continue') continue;
    }
    log.push('after');
  }
  return 'end';
}

function* runGenerator(inTry: Exit, inFinally: Exit): Generator<string, string, string> {
  for (let turn = 0; turn < 2; turn++) {
    try {
      yield 't' + turn;
      if (inTry === 'return') return 'try';
      if (inTry === 'throw') throw 'try';
      if (inTry === 'break') break;
      if (inTry === 'continue') continue;
    } finally {
      yield 'f' + turn;
      if (inFinally === 'return') return 'finally';
      if (inFinally === 'throw') throw 'finally';
      if (inFinally === 'break') break;
      if (inFinally === 'continue') continue;
    }
    yield 'after';
  }
  return 'end';
}

for (const inTry of exits) {
  for (const inCatch of inTry === 'throw' ? exits : exits.slice(0, 1)) {
    for (const inFinally of exits) {
      const log: string[] = [];
      let result: string;
      try {
        result = run(inTry, inCatch, inFinally, log);
      } catch (error) {
        result = 'threw ' + String(error);
      }
      console.log(inTry, inCatch, inFinally, '->', result, log.join(' '));
    }
  }
}
for (const inTry of exits) {
  for (const inFinally of exits) {
    const log: string[] = [];
    const generator = runGenerator(inTry, inFinally);
    let result = '';
    try {
      for (;;) {
        const step = generator.next('');
        if (step.done) {
          result = step.value;
          break;
        }
        log.push(step.value);
      }
    } catch (error) {
      result = 'threw ' + String(error);
    }
    console.log('generator', inTry, inFinally, '->', result, log.join(' '));
  }
}

attempt('the value of return is computed before finally', () => {
  let x = 1;
  const f = () => {
    try {
      return x;
    } finally {
      x = 2;
    }
  };
  return [f(), x];
});
attempt('finally keeps a thrown error', () => {
  const log: string[] = [];
  try {
    try {
      throw new Error('inner');
    } finally {
      log.push('finally');
    }
  } catch (error) {
    return [problem(error), log];
  }
});
attempt('nested finally in order', () => {
  const log: string[] = [];
  const f = () => {
    try {
      try {
        return 'value';
      } finally {
        log.push('inner');
      }
    } finally {
      log.push('outer');
    }
  };
  return [f(), log];
});
attempt('an inner finally overrides, the outer runs', () => {
  const log: string[] = [];
  const f = () => {
    try {
      try {
        throw new Error('lost');
      } finally {
        return 'inner';
      }
    } finally {
      log.push('outer');
    }
  };
  return [f(), log];
});
attempt('break through two finallys', () => {
  const log: string[] = [];
  outer: for (const i of [1, 2]) {
    try {
      for (const j of [1, 2]) {
        try {
          if (j === 2) continue outer;
          log.push(`${i}${j}`);
        } finally {
          log.push('a');
        }
      }
    } finally {
      log.push('b');
      if (i === 2) break outer;
    }
  }
  return log;
});
attempt('labelled block out of finally', () => {
  let x = '';
  done: {
    try {
      throw 'lost';
    } finally {
      x = 'left';
      break done;
    }
  }
  return x;
});
attempt('catch without a parameter', () => {
  try {
    throw 1;
  } catch {
    return 'caught';
  }
});
attempt('rethrow', () => {
  try {
    throw new TypeError('again');
  } catch (error) {
    (error as any).seen = true;
    throw error;
  }
});
attempt('throw anything', () => [1, 'text', null, undefined, { a: 1 }, [1]].map((value) => {
  try {
    throw value;
  } catch (error) {
    return error === value;
  }
}));
attempt('a try in a catch and a finally', () => {
  const log: string[] = [];
  try {
    throw 'a';
  } catch (error) {
    try {
      throw error + 'b';
    } catch (inner) {
      log.push(String(inner));
    } finally {
      log.push('c');
    }
  } finally {
    try {
      throw 'd';
    } catch (last) {
      log.push(String(last));
    }
  }
  return log;
});
attempt('closures in catch and finally', () => {
  const list: (() => unknown)[] = [];
  for (let i = 0; i < 2; i++) {
    try {
      throw i * 10;
    } catch (error) {
      list.push(() => error);
    } finally {
      let last = i + 100;
      list.push(() => last++);
    }
  }
  return list.map((f) => f()).concat(list.map((f) => f()));
});
attempt('deep throw', () => {
  const dive = (n: number): number => {
    if (n === 0) throw new RangeError('bottom');
    try {
      return dive(n - 1);
    } finally {
      depth++;
    }
  };
  let depth = 0;
  try {
    dive(50);
  } catch (error) {
    return [problem(error), depth];
  }
});
attempt('errors of the runtime are caught', () => {
  const messages: string[] = [];
  for (const action of [() => (null as any).x, () => (undefined as any)(), () => new (5 as any)(), () => 'a'.repeat(-1)]) {
    try {
      action();
    } catch (error) {
      messages.push((error as Error).name);
    }
  }
  return messages;
});
attempt('completion of a loop with finally and a counter', () => {
  let n = 0;
  while (true) {
    try {
      if (n > 5) return n;
      n++;
      continue;
    } finally {
      n++;
      if (n > 100) return -1;
    }
  }
});
