// NoDevice: stands in for a card on a machine without one, so that a program can still talk to itself. Layer: net.

import type {
  NetDevice,
  NetDeviceFeatures,
  NetDeviceHandler,
  PacketOffload,
} from '../interfaces/net-device.ts';

export class NoDevice implements NetDevice {
  readonly hardwareAddress = new Uint8Array(6);
  readonly mtu = 1500;
  readonly features: NetDeviceFeatures = {
    transmitChecksum: false,
    receiveChecksum: false,
    segmentation4: false,
    segmentation6: false,
  };
  handler: NetDeviceHandler | undefined;

  transmit(_bytes: Uint8Array, _start: number, _end: number, _offload: PacketOffload): boolean {
    return true;
  }

  flush(): void {}
}
