// Machine types: the fixed-width types of the machine subset. Layer: machine, below everything.
// For tsc they are aliases; the compiler reads the annotation's name and gives it the C type of that width.

/** Signed integers of 8 to 64 bits, wrapping. */
export type i8 = number;
export type i16 = number;
export type i32 = number;
export type i64 = number;
/** Unsigned integers of 8 to 64 bits, wrapping. */
export type u8 = number;
export type u16 = number;
export type u32 = number;
export type u64 = number;
/** IEEE 754 double. */
export type f64 = number;
/** An unsigned 64-bit address. */
export type ptr = number;
// The one place where `any` is the truth: a NaN-boxed word may hold any ECMAScript value.
/** A NaN-boxed ECMAScript value (see runtime/value.ts). */
export type Value = any;
