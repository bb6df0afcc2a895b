// Devices of a machine: finds the driver for each kind of device. Layer: system.
// One function per kind, so that an image has only the drivers for what it uses. Each call gives another device, or null
// when there are no more.

import type { BlockDevice } from '../interfaces/block-device.ts';
import { createBalloon, type VirtioBalloon } from '../driver/virtio/balloon.ts';
import { createBlockDevice } from '../driver/virtio/block-device.ts';
import { takeVirtioDevice } from '../driver/virtio/find-devices.ts';
import {
  createNetworkDevice,
  type NetworkLimits,
  type VirtioNetDevice,
} from '../driver/virtio/network-device.ts';
import { TYPE_BALLOON, TYPE_BLOCK, TYPE_NETWORK } from '../driver/virtio/numbers.ts';

/** 512 KiB for both directions, and 64 KiB for large frames. */
const USUAL_LIMITS: NetworkLimits = {
  receiveBuffers: 128,
  transmitBuffers: 128,
  largeFrames: true,
};

export function openNetworkDevice(limits: NetworkLimits = USUAL_LIMITS): VirtioNetDevice | null {
  for (;;) {
    const record = takeVirtioDevice(TYPE_NETWORK);
    if (record === 0) return null;
    const device = createNetworkDevice(record, limits);
    if (device !== null) return device;
  }
}

export function openBlockDevice(): BlockDevice | null {
  for (;;) {
    const record = takeVirtioDevice(TYPE_BLOCK);
    if (record === 0) return null;
    const device = createBlockDevice(record);
    if (device !== null) return device;
  }
}

/** Lets the host ask for memory back; there is nothing more to do with it. */
export function openBalloon(): VirtioBalloon | null {
  const record = takeVirtioDevice(TYPE_BALLOON);
  return record === 0 ? null : createBalloon(record);
}
