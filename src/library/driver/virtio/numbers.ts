'use machine';
// Numbers of virtio 1.2 that every driver needs: device types, status bits, features. Layer: driver.
// Feature bits are given as masks of the lower word (bits 0 to 31) or the upper one (32 to 63).

import type { u32 } from '../../machine/types.ts';

// Device types (§5).
export const TYPE_NETWORK: u32 = 1;
export const TYPE_BLOCK: u32 = 2;
export const TYPE_CONSOLE: u32 = 3;
export const TYPE_ENTROPY: u32 = 4;
export const TYPE_BALLOON: u32 = 5;

// Device status (§2.1).
export const STATUS_ACKNOWLEDGE: u32 = 1;
export const STATUS_DRIVER: u32 = 2;
export const STATUS_DRIVER_OK: u32 = 4;
export const STATUS_FEATURES_OK: u32 = 8;
export const STATUS_NEEDS_RESET: u32 = 0x40;
export const STATUS_FAILED: u32 = 0x80;

// Features of every device (§6).
export const FEATURE_EVENT_INDEX: u32 = 0x20000000;
export const FEATURE_HIGH_VERSION_1: u32 = 1;
export const FEATURE_HIGH_ACCESS_PLATFORM: u32 = 2;

// Interrupt status (§4.1.4.5, §4.2.2).
export const INTERRUPT_QUEUE: u32 = 1;
export const INTERRUPT_CONFIGURATION: u32 = 2;
