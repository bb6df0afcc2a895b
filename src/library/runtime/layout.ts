'use machine';
// Layout: kinds, flags and field offsets of every heap cell. Layer: runtime. The single source for the runtime, the
// collector and the compiler (which reads these constants by name).

import type { u32 } from '../machine/types.ts';

// Header: kind u8 at 0, flags u8 at 1, aux u16 at 2, extra u32 at 4.
export const CELL_KIND: u32 = 0;
export const CELL_FLAGS: u32 = 1;
export const CELL_AUX: u32 = 2;
export const CELL_EXTRA: u32 = 4;

// Kinds without a shape.
export const KIND_FREE: u32 = 0;
export const KIND_STRING8: u32 = 1;
export const KIND_STRING16: u32 = 2;
export const KIND_ROPE: u32 = 3;
export const KIND_SLICE: u32 = 4;
export const KIND_SYMBOL: u32 = 5;
export const KIND_BIGINT: u32 = 6;
export const KIND_SHAPE: u32 = 7;
/** Raw bytes; `extra` is unused by the collector, never traced. */
export const KIND_BYTES: u32 = 8;
/** `extra` Values from offset 8. */
export const KIND_VALUES: u32 = 9;
/** `extra` slots from 16, parent environment at 8. */
export const KIND_ENVIRONMENT: u32 = 10;
/** Getter at 8, setter at 16 (Values; undefined when absent). */
export const KIND_ACCESSOR: u32 = 11;
export const KIND_FRAME: u32 = 12;
/** Key to slot index table of a shape; keys are immortal or referenced by the shape. */
export const KIND_PROPERTY_TABLE: u32 = 13;

// Kinds with a shape; the first is FIRST_OBJECT_KIND.
export const FIRST_OBJECT_KIND: u32 = 32;
export const KIND_OBJECT: u32 = 32;
export const KIND_FUNCTION: u32 = 33;
export const KIND_ARRAY: u32 = 34;
export const KIND_ERROR: u32 = 35;
/** Boolean, Number, String, Symbol and BigInt objects: the primitive at 24. */
export const KIND_WRAPPER: u32 = 36;
/** Laid out as ARRAY; `length` is an ordinary property. */
export const KIND_ARGUMENTS: u32 = 37;
/** Frame (internal Value) at 24. */
export const KIND_GENERATOR: u32 = 38;
/** Data pointer (into a BYTES cell or static memory) at 24, its cell at 32, byte length u64 at 40, maximum u64 at 48 (all ones: not resizable). */
export const KIND_ARRAY_BUFFER: u32 = 39;
/** aux = element type; buffer object (Value) at 24, byte offset u64 at 32, length u64 at 40 (elements), data pointer cache at 48. */
export const KIND_TYPED_ARRAY: u32 = 40;
export const KIND_DATA_VIEW: u32 = 41;
/** Module namespace: export names resolve through getters in its shape. */
export const KIND_NAMESPACE: u32 = 42;
/** Target at 24, handler at 32. */
export const KIND_PROXY: u32 = 43;
/** Target function at 24, bound this at 32, bound arguments (VALUES) at 40. */
export const KIND_BOUND_FUNCTION: u32 = 44;

// Flags (u8 at CELL_FLAGS).
/** Strings: the one instance of its text that is a property key. */
export const FLAG_INTERNED: u32 = 1;
/** Strings: the cell is static data, outside the heap. */
export const FLAG_STATIC: u32 = 2;
/** Strings: the text is a canonical array index (cached with FLAG_INDEX_KNOWN). */
export const FLAG_INDEX: u32 = 4;
export const FLAG_INDEX_KNOWN: u32 = 8;
/** Symbols: a #private name: skipped by reflection and proxies. */
export const FLAG_PRIVATE: u32 = 1;
/** Symbols: made by Symbol.for. */
export const FLAG_REGISTERED: u32 = 2;
/** Objects: no new properties. */
export const FLAG_NOT_EXTENSIBLE: u32 = 1;
/** Objects: used as a prototype; its shape changes bump `prototypeEpoch`. */
export const FLAG_PROTOTYPE: u32 = 2;
/** Functions: `length`, `name`, `prototype` are real properties by now. */
export const FLAG_MATERIALIZED: u32 = 4;
/** Arrays: indices are kept as properties of a dictionary shape. */
export const FLAG_SPARSE: u32 = 8;
/** Arrays: elements are not writable / not configurable, or `length` is not writable (Object.freeze, seal, defineProperty). */
export const FLAG_FROZEN_ELEMENTS: u32 = 16;
export const FLAG_SEALED_ELEMENTS: u32 = 32;
export const FLAG_LENGTH_READ_ONLY: u32 = 64;
/** Objects: instance of a class whose [[Class]] prints specially. */
export const FLAG_CLASS_MARK: u32 = 128;

// Strings.
export const STRING_LENGTH: u32 = 8;
export const STRING_DATA: u32 = 16;
export const ROPE_LEFT: u32 = 16;
export const ROPE_RIGHT: u32 = 24;
export const SLICE_BASE: u32 = 16;
export const SLICE_START: u32 = 24;
export const SYMBOL_DESCRIPTION: u32 = 8;
/** Only of a private method's name (aux is not 0): the name of its class, as messages have it. */
export const SYMBOL_BRAND: u32 = 16;

// Objects.
export const OBJECT_SHAPE: u32 = 8;
export const OBJECT_OVERFLOW: u32 = 16;
/** First kind-specific word, and of plain objects the first inline slot. */
export const OBJECT_FIELDS: u32 = 24;
export const FUNCTION_INFO: u32 = 24;
export const FUNCTION_ENVIRONMENT: u32 = 32;
export const FUNCTION_HOME: u32 = 40;
/** Shape that instances made by `new` of this function start from, or 0. */
export const FUNCTION_INITIAL_SHAPE: u32 = 48;
export const FUNCTION_SIZE: u32 = 56;
export const ARRAY_ELEMENTS: u32 = 24;
export const ARRAY_LENGTH: u32 = 32;
export const ARRAY_SIZE: u32 = 40;
export const VALUES_DATA: u32 = 8;
export const ENVIRONMENT_PARENT: u32 = 8;
export const ENVIRONMENT_SLOTS: u32 = 16;
export const ACCESSOR_GET: u32 = 8;
export const ACCESSOR_SET: u32 = 16;

// FunctionInfo (static data, see docs/internals.md §4).
export const INFO_ENTRY: u32 = 0;
export const INFO_NAME: u32 = 8;
export const INFO_LENGTH: u32 = 16;
export const INFO_FLAGS: u32 = 20;
export const INFO_SOURCE: u32 = 24;
export const INFO_FILE: u32 = 32;
export const INFO_LINE: u32 = 40;
/** u32: properties that the class itself gives an instance, as far as the compiler sees. */
export const INFO_INSTANCE_HINT: u32 = 44;
export const INFO_SIZE: u32 = 48;
/** FunctionInfo flags. */
export const INFO_CONSTRUCTOR: u32 = 1;
export const INFO_CLASS: u32 = 2;
export const INFO_DERIVED: u32 = 4;
export const INFO_ARROW: u32 = 8;
export const INFO_METHOD: u32 = 16;
export const INFO_GENERATOR: u32 = 32;
export const INFO_ASYNC: u32 = 64;
/** Part of the library: `toString` prints native code, stack traces skip it. */
export const INFO_BUILTIN: u32 = 128;

// Generator and async frames.
export const FRAME_RESUME: u32 = 8;
export const FRAME_STATE: u32 = 16;
export const FRAME_REASON: u32 = 20;
export const FRAME_OWNER: u32 = 24;
export const FRAME_SLOTS: u32 = 32;
export const FRAME_START: u32 = 0;
export const FRAME_RUNNING: u32 = 0xfffffffe;
export const FRAME_DONE: u32 = 0xffffffff;
export const RESUME_NEXT: u32 = 0;
export const RESUME_THROW: u32 = 1;
export const RESUME_RETURN: u32 = 2;

// Inline cache (static, writable, one per site).
export const CACHE_SHAPE: u32 = 0;
/** Own property: byte offset (inline), or overflow index with the top bit set; inherited: address of the slot. */
export const CACHE_TARGET: u32 = 8;
/** prototypeEpoch for an inherited hit, 0 for an own one. */
export const CACHE_EPOCH: u32 = 16;
/** For a store that adds a property: the shape afterwards. */
export const CACHE_NEXT_SHAPE: u32 = 24;
export const CACHE_SIZE: u32 = 32;

// Property attributes.
export const WRITABLE: u32 = 1;
export const ENUMERABLE: u32 = 2;
export const CONFIGURABLE: u32 = 4;
export const ALL_ATTRIBUTES: u32 = 7;
export const IS_ACCESSOR: u32 = 8;

// Typed array element types (aux of TYPED_ARRAY).
export const ELEMENT_I8: u32 = 0;
export const ELEMENT_U8: u32 = 1;
export const ELEMENT_U8_CLAMPED: u32 = 2;
export const ELEMENT_I16: u32 = 3;
export const ELEMENT_U16: u32 = 4;
export const ELEMENT_I32: u32 = 5;
export const ELEMENT_U32: u32 = 6;
export const ELEMENT_F32: u32 = 7;
export const ELEMENT_F64: u32 = 8;
export const ELEMENT_I64: u32 = 9;
export const ELEMENT_U64: u32 = 10;
export const TYPED_BUFFER: u32 = 24;
export const TYPED_OFFSET: u32 = 32;
export const TYPED_LENGTH: u32 = 40;
export const TYPED_DATA: u32 = 48;
export const BUFFER_DATA: u32 = 24;
export const BUFFER_CELL: u32 = 32;
export const BUFFER_LENGTH: u32 = 40;
export const BUFFER_MAXIMUM: u32 = 48;

// Intrinsic objects, indices into the intrinsics table (runtime/intrinsic-objects.ts): the prototypes the runtime itself needs.
export const INTRINSIC_OBJECT_PROTOTYPE: u32 = 0;
export const INTRINSIC_FUNCTION_PROTOTYPE: u32 = 1;
export const INTRINSIC_ARRAY_PROTOTYPE: u32 = 2;
export const INTRINSIC_STRING_PROTOTYPE: u32 = 3;
export const INTRINSIC_NUMBER_PROTOTYPE: u32 = 4;
export const INTRINSIC_BOOLEAN_PROTOTYPE: u32 = 5;
export const INTRINSIC_SYMBOL_PROTOTYPE: u32 = 6;
export const INTRINSIC_BIGINT_PROTOTYPE: u32 = 7;
export const INTRINSIC_ERROR_PROTOTYPE: u32 = 8;
export const INTRINSIC_TYPE_ERROR_PROTOTYPE: u32 = 9;
export const INTRINSIC_RANGE_ERROR_PROTOTYPE: u32 = 10;
export const INTRINSIC_REFERENCE_ERROR_PROTOTYPE: u32 = 11;
export const INTRINSIC_SYNTAX_ERROR_PROTOTYPE: u32 = 12;
export const INTRINSIC_URI_ERROR_PROTOTYPE: u32 = 13;
export const INTRINSIC_EVAL_ERROR_PROTOTYPE: u32 = 14;
export const INTRINSIC_AGGREGATE_ERROR_PROTOTYPE: u32 = 15;
export const INTRINSIC_ITERATOR_PROTOTYPE: u32 = 16;
export const INTRINSIC_ARRAY_ITERATOR_PROTOTYPE: u32 = 17;
export const INTRINSIC_STRING_ITERATOR_PROTOTYPE: u32 = 18;
export const INTRINSIC_ASYNC_ITERATOR_PROTOTYPE: u32 = 19;
export const INTRINSIC_GENERATOR_PROTOTYPE: u32 = 20;
export const INTRINSIC_ASYNC_GENERATOR_PROTOTYPE: u32 = 21;
export const INTRINSIC_GENERATOR_FUNCTION_PROTOTYPE: u32 = 22;
export const INTRINSIC_ASYNC_GENERATOR_FUNCTION_PROTOTYPE: u32 = 23;
export const INTRINSIC_ASYNC_FUNCTION_PROTOTYPE: u32 = 24;
export const INTRINSIC_TYPED_ARRAY_PROTOTYPE: u32 = 25;
export const INTRINSIC_GLOBAL_OBJECT: u32 = 26;
/** Constructors, for species checks and `%Array%` itself. */
export const INTRINSIC_ARRAY: u32 = 27;
export const INTRINSIC_OBJECT: u32 = 28;
export const INTRINSIC_FUNCTION: u32 = 29;
export const INTRINSIC_ARRAY_BUFFER_PROTOTYPE: u32 = 30;
export const INTRINSIC_DATA_VIEW_PROTOTYPE: u32 = 31;
/** Typed array prototypes by element type: 32 + ELEMENT_x; their constructors 48 + ELEMENT_x. */
export const INTRINSIC_TYPED_ARRAY_PROTOTYPES: u32 = 32;
export const INTRINSIC_TYPED_ARRAY_CONSTRUCTORS: u32 = 48;
export const INTRINSIC_COUNT: u32 = 64;
