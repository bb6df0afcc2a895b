// Devices of a machine: finds the driver for each kind of device. Layer: system.
// One function per kind, so that an image has only the drivers for what it uses. Each call gives another device, or null
// when there are no more.

import type { NetDevice } from '../interfaces/net-device.ts';
import { takeVirtioDevice } from '../driver/virtio/find-devices.ts';
import { createNetworkDevice, type NetworkLimits } from '../driver/virtio/network-device.ts';
import { TYPE_NETWORK } from '../driver/virtio/numbers.ts';

/** 512 KiB for both directions, and 64 KiB for large frames. */
const USUAL_LIMITS: NetworkLimits = {
  receiveBuffers: 128,
  transmitBuffers: 128,
  largeFrames: true,
};

export function openNetworkDevice(limits: NetworkLimits = USUAL_LIMITS): NetDevice | null {
  for (;;) {
    const record = takeVirtioDevice(TYPE_NETWORK);
    if (record === 0) return null;
    const device = createNetworkDevice(record, limits);
    if (device !== null) return device;
  }
}
