// memcpy, memmove, memset and memcmp against the host's, at every small size and around the borders.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';

import { emitFreestanding } from './freestanding.ts';

const MAIN = `#include <stdio.h>
#include <string.h>
void *my_memcpy(void *, const void *, unsigned long);
void *my_memmove(void *, const void *, unsigned long);
void *my_memset(void *, int, unsigned long);
int my_memcmp(const void *, const void *, unsigned long);
static unsigned char a[8192], b[8192], pattern[8192];
static int check(const char *what, unsigned long count, long distance) {
  if (memcmp(a, b, sizeof a) == 0) return 0;
  printf("%s %lu %ld\\n", what, count, distance);
  return 1;
}
static void reset(void) { memcpy(a, pattern, sizeof a); memcpy(b, pattern, sizeof b); }
int main(void) {
  for (unsigned i = 0; i < sizeof pattern; i++) pattern[i] = (unsigned char)(i * 31 + i / 256);
  int wrong = 0;
  static const long distances[] = {-3000, -64, -33, -17, -5, -1, 0, 1, 3, 15, 16, 31, 32, 63, 64, 200, 2000, 3000};
  for (unsigned long n = 0; n < 2100; n += n < 300 ? 1 : 97) {
    reset();
    my_memcpy(a + 5000, a + 3, n); memcpy(b + 5000, b + 3, n);
    wrong += check("memcpy", n, 0);
    reset();
    my_memset(a + 7, (int)n, n); memset(b + 7, (int)n, n);
    wrong += check("memset", n, 0);
    for (unsigned d = 0; d < sizeof distances / sizeof *distances; d++) {
      reset();
      my_memmove(a + 3100 + distances[d], a + 3100, n); memmove(b + 3100 + distances[d], b + 3100, n);
      wrong += check("memmove", n, distances[d]);
    }
    reset();
    for (unsigned long at = 0; at < n; at += 1 + n / 9) {
      a[at] ^= 0x80;
      int mine = my_memcmp(a, b, n), theirs = memcmp(a, b, n);
      if ((mine < 0) != (theirs < 0) || (mine > 0) != (theirs > 0)) { wrong++; printf("memcmp %lu %lu\\n", n, at); }
      a[at] ^= 0x80;
    }
    if (my_memcmp(a, b, n) != 0) wrong++;
  }
  printf("%d", wrong);
  return 0;
}
`;

test('the freestanding functions do what the host does', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'freestanding-'));
  try {
    const names = ['memcpy', 'memmove', 'memset', 'memcmp'].map((name) => `-D${name}=my_${name}`);
    writeFileSync(path.join(folder, 'freestanding.c'), emitFreestanding());
    writeFileSync(path.join(folder, 'main.c'), MAIN);
    const object = path.join(folder, 'freestanding.o');
    const flags =
      '-std=gnu11 -O2 -ffreestanding -fno-builtin -fPIE -march=x86-64-v2 -Wall -Wextra -Werror'.split(
        ' ',
      );
    execFileSync('clang', [
      ...flags,
      ...names,
      '-c',
      '-o',
      object,
      path.join(folder, 'freestanding.c'),
    ]);
    const program = path.join(folder, 'program');
    execFileSync('clang', ['-O1', '-pie', '-o', program, path.join(folder, 'main.c'), object]);
    assert.equal(execFileSync(program, { encoding: 'utf8' }), '0');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
