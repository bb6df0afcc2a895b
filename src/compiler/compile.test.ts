import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { compileProgram, type CompileResult } from './compile.ts';

const root = path.resolve(import.meta.dirname, '../..');

test('an edit that asks the library for the same compiles the program alone', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'drupe-compile-'));
  const entry = path.join(folder, 'program.ts');
  const build = async (text: string): Promise<CompileResult & { printed: string }> => {
    writeFileSync(entry, text);
    const output = path.join(folder, 'program');
    const result = await compileProgram({
      entry,
      output,
      cacheDirectory: path.join(root, '.drupe', 'cache'),
      optimize: 0,
      check: false,
    });
    return { ...result, printed: execFileSync(output, { encoding: 'utf8' }) };
  };
  try {
    const first = await build(
      "console.log(['a', 'b'].map((text) => text + '!').length, 'qwerty');",
    );
    assert.equal(first.printed, '2 qwerty\n');
    const edited = await build(
      "const more = () => 'asdf ghjk';\nconsole.log(['b'].map((text) => text + 'a').length, more());",
    );
    assert.equal(edited.printed, '1 asdf ghjk\n');
    assert.ok(!('lower library' in edited.timings));
    assert.equal(edited.functions.length > 100, true);
    const asking = await build("console.log(['a', 'b'].reverse().join());");
    assert.equal(asking.printed, 'b,a\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
