'use machine';
// Field offsets of shapes and property tables. Layer: runtime, below shape.ts; also read by the collector and inline paths.

import type { u32 } from '../machine/types.ts';

// SHAPE cell: aux = attributes of the property it adds, `extra` = number of properties.
/** The shape before this property was added; 0 for a root or a dictionary. */
export const SHAPE_PARENT: u32 = 8;
/** The property it adds (string or symbol). */
export const SHAPE_KEY: u32 = 16;
/** Prototype of the objects: an object or null. */
export const SHAPE_PROTOTYPE: u32 = 24;
/** u16: byte offset of the first inline slot. */
export const SHAPE_INLINE_START: u32 = 32;
/** u16: number of inline slots. */
export const SHAPE_INLINE_COUNT: u32 = 34;
/** u32: slots in use; the next property gets this one. */
export const SHAPE_SLOTS: u32 = 36;
/** Property table cell, or 0 when there are no properties. */
export const SHAPE_TABLE: u32 = 40;
/** Next of all shared shapes. */
export const SHAPE_NEXT: u32 = 48;
export const SHAPE_SIZE: u32 = 64;

/** Shape flags (CELL_FLAGS): private to one object, may change in place, never cached. */
export const SHAPE_DICTIONARY: u32 = 1;

// PROPERTY_TABLE cell: `extra` = entry capacity. Entries in order of definition, then (capacity above 8) a hash index of
// 2 * capacity u32, each 0 or entry number + 1. A shape owns the first `count` entries of a table that it shares.
export const TABLE_USED: u32 = 8;
/** Entries that are not deleted (dictionaries only). */
export const TABLE_LIVE: u32 = 12;
export const TABLE_ENTRIES: u32 = 16;
/** Key (Value; HOLE when deleted), then u64: slot << 8 | attributes. */
export const TABLE_ENTRY_BYTES: u32 = 16;
export const TABLE_INFO: u32 = 8;
/** Up to this capacity there is no index: a scan is quicker. */
export const TABLE_LINEAR: u32 = 8;
