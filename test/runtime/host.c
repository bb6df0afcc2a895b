/* The platform of the runtime's tests: libc. The first argument is the heap limit in MiB. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include "machine.h"

void dr_initializeRuntime(uint64_t limit, uint64_t low, uint64_t high);
void dr_testMain(void);

/* The linker step of images makes these: positions of the code, for stack traces. */
uint8_t drp_text_start[8], drp_position_table[64], drp_position_files[64], drp_position_names[64];
uint32_t drp_position_count;

void dr_platformWrite(int32_t stream, uint64_t bytes, uint64_t count) {
  if (write(stream, (void *)bytes, count) < 0) abort();
}
uint64_t dr_platformMonotonicNanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
void dr_platformEntropy(uint64_t bytes, uint64_t count) { memset((void *)bytes, 0x5a, count); }
void dr_platformExit(int32_t status) { exit(status); }
uint64_t dr_platformReserveMemory(uint64_t count) {
  uint64_t align = 2 << 20;
  char *p = mmap(0, count + align, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return ((uint64_t)p + align - 1) & ~(align - 1);
}
_Bool dr_platformCommitMemory(uint64_t address, uint64_t count) {
  return mprotect((void *)address, count, PROT_READ | PROT_WRITE) == 0;
}
void dr_platformReleaseMemory(uint64_t address, uint64_t count) {
  madvise((void *)address, count, MADV_DONTNEED);
}
void dr_printNumber(double x) {
  char text[40];
  int length = snprintf(text, sizeof text, "%.17g\n", x);
  if (write(1, text, (unsigned)length) < 0) abort();
}

int main(int count, char **arguments) {
  uint64_t high = (uint64_t)__builtin_frame_address(0);
  uint64_t mebibytes = count > 1 ? strtoull(arguments[1], 0, 10) : 64;
  dr_initializeRuntime(mebibytes << 20, high - (6 << 20), high);
  dr_testMain();
  return 0;
}
void dr_platformPrintTrace(uint64_t frame) { (void)frame; }
