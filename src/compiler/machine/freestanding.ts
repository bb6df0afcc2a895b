// The four C functions that clang calls by itself. Layer: compiler/machine. Compile the text with -fno-builtin, or the
// loops would be turned into calls of themselves.

/** C of memcpy, memmove, memset and memcmp: overlapping 16-byte moves for small counts, `rep` for large ones. */
export function emitFreestanding(): string {
  return SOURCE;
}

const SOURCE = `#include <stdint.h>
typedef long long Words __attribute__((vector_size(16), aligned(1), may_alias));
typedef uint64_t Word __attribute__((aligned(1), may_alias));
typedef uint32_t Half __attribute__((aligned(1), may_alias));
typedef uint16_t Quarter __attribute__((aligned(1), may_alias));
/* From here on the microcode of rep movsb and rep stosb wins. */
#ifndef REP_FROM
#define REP_FROM 1024
#endif

/* Up to 32 bytes: everything is loaded before anything is stored, so that overlap does not matter. */
static inline __attribute__((always_inline)) void small(uint8_t *to, const uint8_t *from, unsigned long count) {
  if (count >= 16) {
    Words first = *(const Words *)from, last = *(const Words *)(from + count - 16);
    *(Words *)to = first;
    *(Words *)(to + count - 16) = last;
  } else if (count >= 8) {
    uint64_t first = *(const Word *)from, last = *(const Word *)(from + count - 8);
    *(Word *)to = first;
    *(Word *)(to + count - 8) = last;
  } else if (count >= 4) {
    uint32_t first = *(const Half *)from, last = *(const Half *)(from + count - 4);
    *(Half *)to = first;
    *(Half *)(to + count - 4) = last;
  } else if (count >= 2) {
    uint16_t first = *(const Quarter *)from, last = *(const Quarter *)(from + count - 2);
    *(Quarter *)to = first;
    *(Quarter *)(to + count - 2) = last;
  } else if (count) {
    *to = *from;
  }
}

/* More than 32 bytes, upwards: right for regions that do not overlap, and for a target below its source. */
static inline __attribute__((always_inline)) void upwards(uint8_t *to, const uint8_t *from, unsigned long count) {
  Words tail0 = *(const Words *)(from + count - 32), tail1 = *(const Words *)(from + count - 16);
  uint8_t *end = to + count;
  for (; count > 32; count -= 32, to += 32, from += 32) {
    Words a = *(const Words *)from, b = *(const Words *)(from + 16);
    *(Words *)to = a;
    *(Words *)(to + 16) = b;
  }
  *(Words *)(end - 32) = tail0;
  *(Words *)(end - 16) = tail1;
}

void *memcpy(void *restrict target, const void *restrict source, unsigned long count) {
  uint8_t *to = target;
  const uint8_t *from = source;
  if (count <= 32) small(to, from, count);
  else if (count < REP_FROM) upwards(to, from, count);
  else __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(count) : : "memory");
  return target;
}

void *memmove(void *target, const void *source, unsigned long count) {
  uint8_t *to = target;
  const uint8_t *from = source;
  if (count <= 32) {
    small(to, from, count);
  } else if ((uint64_t)to - (uint64_t)from >= count) {
    /* The target starts below the source or beyond its end. rep movsb is slow when the two are close. */
    if (count >= REP_FROM && (uint64_t)from - (uint64_t)to >= 64)
      __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(count) : : "memory");
    else upwards(to, from, count);
  } else {
    Words head0 = *(const Words *)from, head1 = *(const Words *)(from + 16);
    while (count > 32) {
      count -= 32;
      Words a = *(const Words *)(from + count), b = *(const Words *)(from + count + 16);
      *(Words *)(to + count) = a;
      *(Words *)(to + count + 16) = b;
    }
    *(Words *)to = head0;
    *(Words *)(to + 16) = head1;
  }
  return target;
}

void *memset(void *target, int byte, unsigned long count) {
  uint8_t *to = target;
  uint64_t word = (uint8_t)byte * 0x0101010101010101ULL;
  if (count >= 16) {
    Words words = {(long long)word, (long long)word};
    if (count >= REP_FROM) {
      __asm__ volatile("rep stosb" : "+D"(to), "+c"(count) : "a"(byte) : "memory");
      return target;
    }
    *(Words *)(to + count - 16) = words;
    for (; count > 16; count -= 16, to += 16) *(Words *)to = words;
    if (count == 16) *(Words *)to = words;
  } else if (count >= 8) {
    *(Word *)to = word;
    *(Word *)(to + count - 8) = word;
  } else if (count >= 4) {
    *(Half *)to = (uint32_t)word;
    *(Half *)(to + count - 4) = (uint32_t)word;
  } else {
    for (; count; count--) *to++ = (uint8_t)byte;
  }
  return target;
}

int memcmp(const void *left, const void *right, unsigned long count) {
  const uint8_t *a = left, *b = right;
  for (; count >= 8; count -= 8, a += 8, b += 8) {
    uint64_t x = *(const Word *)a, y = *(const Word *)b;
    if (x != y) return __builtin_bswap64(x) < __builtin_bswap64(y) ? -1 : 1;
  }
  for (; count; count--, a++, b++)
    if (*a != *b) return *a < *b ? -1 : 1;
  return 0;
}
`;
