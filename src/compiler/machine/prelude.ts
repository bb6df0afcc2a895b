// The fixed beginning of the shared header: C types and the intrinsics as C. Layer: compiler/machine.
// Everything is `drm_NAME`; unaligned access goes through packed types that may alias anything.

/** The header's file name, as the C files include it. */
export const MACHINE_HEADER = 'machine.h';

const WIDTHS = [8, 16, 32, 64] as const;

export function emitPrelude(): string {
  return [
    TYPES,
    ...WIDTHS.map(unsignedAccess),
    ...WIDTHS.map(signedAccess),
    OTHER_ACCESS,
    BYTES,
    BITS,
    CONTROL,
    SYSTEM,
  ].join('\n');
}

const TYPES = `#include <stdint.h>
#pragma GCC visibility push(hidden)
#pragma clang diagnostic ignored "-Wunused-parameter"
#define DRM static inline __attribute__((always_inline, unused, nodebug))

typedef uint64_t Value;
typedef uint64_t ptr;
/* Any static cell: only its address matters outside the file that defines it. */
typedef struct DrCell DrCell;
#define DR_STRING(cell) (0xFFFA000000000000ULL + (uint64_t)&(cell))
#define DR_SYMBOL(cell) (0xFFFB000000000000ULL + (uint64_t)&(cell))
#define DR_UNDEFINED 0xFFF9000000000000ULL
`;

function unsignedAccess(bits: number): string {
  const type = `uint${bits}_t`;
  return `typedef struct __attribute__((packed, may_alias)) { ${type} v; } drm_u${bits};
DRM ${type} drm_load${bits}(uint64_t p) { return ((const drm_u${bits} *)p)->v; }
DRM void drm_store${bits}(uint64_t p, ${type} v) { ((drm_u${bits} *)p)->v = v; }
DRM ${type} drm_volatileLoad${bits}(uint64_t p) { return *(const volatile ${type} *)p; }
DRM void drm_volatileStore${bits}(uint64_t p, ${type} v) { *(volatile ${type} *)p = v; }`;
}

function signedAccess(bits: number): string {
  return `DRM int${bits}_t drm_loadI${bits}(uint64_t p) { return (int${bits}_t)drm_load${bits}(p); }`;
}

const OTHER_ACCESS = `typedef struct __attribute__((packed, may_alias)) { float v; } drm_f32;
typedef struct __attribute__((packed, may_alias)) { double v; } drm_f64;
DRM double drm_loadF32(uint64_t p) { return (double)((const drm_f32 *)p)->v; }
DRM double drm_loadF64(uint64_t p) { return ((const drm_f64 *)p)->v; }
DRM void drm_storeF32(uint64_t p, double v) { ((drm_f32 *)p)->v = (float)v; }
DRM void drm_storeF64(uint64_t p, double v) { ((drm_f64 *)p)->v = v; }
DRM Value drm_loadValue(uint64_t p) { return drm_load64(p); }
DRM void drm_storeValue(uint64_t p, Value v) { drm_store64(p, v); }
`;

const BYTES = `void *memcpy(void *to, const void *from, unsigned long count);
void *memmove(void *to, const void *from, unsigned long count);
void *memset(void *to, int byte, unsigned long count);
int memcmp(const void *a, const void *b, unsigned long count);
DRM void drm_copyBytes(uint64_t to, uint64_t from, uint64_t count) { __builtin_memcpy((void *)to, (const void *)from, count); }
DRM void drm_moveBytes(uint64_t to, uint64_t from, uint64_t count) { __builtin_memmove((void *)to, (const void *)from, count); }
DRM void drm_fillBytes(uint64_t to, uint8_t byte, uint64_t count) { __builtin_memset((void *)to, byte, count); }
DRM int32_t drm_compareBytes(uint64_t a, uint64_t b, uint64_t count) { return __builtin_memcmp((const void *)a, (const void *)b, count); }
`;

const BITS = `typedef double drm_double2 __attribute__((vector_size(16)));
DRM uint64_t drm_bitsOf(double x) { uint64_t bits; __builtin_memcpy(&bits, &x, 8); return bits; }
DRM double drm_doubleOf(uint64_t bits) { double x; __builtin_memcpy(&x, &bits, 8); return x; }
DRM int64_t drm_truncateToI64(double x) { return __builtin_ia32_cvttsd2si64((drm_double2){x, 0.0}); }
DRM int32_t drm_truncateToI32(double x) { return __builtin_ia32_cvttsd2si((drm_double2){x, 0.0}); }
DRM uint32_t drm_leadingZeros32(uint32_t x) { return x ? (uint32_t)__builtin_clz(x) : 32u; }
DRM uint32_t drm_leadingZeros64(uint64_t x) { return x ? (uint32_t)__builtin_clzll(x) : 64u; }
DRM uint32_t drm_trailingZeros32(uint32_t x) { return x ? (uint32_t)__builtin_ctz(x) : 32u; }
DRM uint32_t drm_trailingZeros64(uint64_t x) { return x ? (uint32_t)__builtin_ctzll(x) : 64u; }
DRM uint32_t drm_countOnes64(uint64_t x) { return (uint32_t)__builtin_popcountll(x); }
DRM uint64_t drm_multiplyHigh64(uint64_t a, uint64_t b) { return (uint64_t)(((unsigned __int128)a * b) >> 64); }
DRM double drm_squareRoot(double x) { return __builtin_sqrt(x); }
DRM double drm_floorOf(double x) { return __builtin_floor(x); }
DRM double drm_ceilOf(double x) { return __builtin_ceil(x); }
DRM double drm_truncOf(double x) { return __builtin_trunc(x); }
DRM double drm_absOf(double x) { return __builtin_fabs(x); }
DRM uint16_t drm_byteSwap16(uint16_t x) { return __builtin_bswap16(x); }
DRM uint32_t drm_byteSwap32(uint32_t x) { return __builtin_bswap32(x); }
DRM uint64_t drm_byteSwap64(uint64_t x) { return __builtin_bswap64(x); }
`;

const CONTROL = `#define drm_likely(x) ((_Bool)__builtin_expect((x), 1))
#define drm_unlikely(x) ((_Bool)__builtin_expect((x), 0))
#define drm_trap() __builtin_trap()
#define drm_framePointer() ((uint64_t)__builtin_frame_address(0))
#define drm_returnAddress() ((uint64_t)__builtin_return_address(0))
#define drm_spillRegisters() __builtin_unwind_init()
#define drm_prefetch(p) __builtin_prefetch((const void *)(p))
DRM uint64_t drm_stackPointer(void) { uint64_t p; __asm__ volatile("mov %%rsp, %0" : "=r"(p)); return p; }
DRM void drm_pause(void) { __builtin_ia32_pause(); }
DRM void drm_memoryBarrier(void) { __asm__ volatile("mfence" ::: "memory"); }
DRM uint64_t drm_readTimestampCounter(void) { return __builtin_ia32_rdtsc(); }
DRM Value drm_callEntry(uint64_t code, uint64_t fn, Value self, Value target, uint32_t count, uint64_t values) {
  return ((Value(*)(uint64_t, Value, Value, uint32_t, uint64_t))code)(fn, self, target, count, values);
}
DRM Value drm_callResume(uint64_t code, uint64_t frame, uint32_t mode, Value value) {
  return ((Value(*)(uint64_t, uint32_t, Value))code)(frame, mode, value);
}
`;

const SYSTEM = `DRM uint8_t drm_portIn8(uint16_t port) { uint8_t v; __asm__ volatile("inb %1, %0" : "=a"(v) : "Nd"(port) : "memory"); return v; }
DRM uint16_t drm_portIn16(uint16_t port) { uint16_t v; __asm__ volatile("inw %1, %0" : "=a"(v) : "Nd"(port) : "memory"); return v; }
DRM uint32_t drm_portIn32(uint16_t port) { uint32_t v; __asm__ volatile("inl %1, %0" : "=a"(v) : "Nd"(port) : "memory"); return v; }
DRM void drm_portOut8(uint16_t port, uint8_t v) { __asm__ volatile("outb %0, %1" : : "a"(v), "Nd"(port) : "memory"); }
DRM void drm_portOut16(uint16_t port, uint16_t v) { __asm__ volatile("outw %0, %1" : : "a"(v), "Nd"(port) : "memory"); }
DRM void drm_portOut32(uint16_t port, uint32_t v) { __asm__ volatile("outl %0, %1" : : "a"(v), "Nd"(port) : "memory"); }
DRM uint64_t drm_readMsr(uint32_t index) {
  uint32_t low, high;
  __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(index));
  return (uint64_t)high << 32 | low;
}
DRM void drm_writeMsr(uint32_t index, uint64_t v) {
  __asm__ volatile("wrmsr" : : "c"(index), "a"((uint32_t)v), "d"((uint32_t)(v >> 32)) : "memory");
}
DRM int64_t drm_systemCall(int64_t number, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f) {
  int64_t result;
  register uint64_t r10 __asm__("r10") = d;
  register uint64_t r8 __asm__("r8") = e;
  register uint64_t r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}
`;
