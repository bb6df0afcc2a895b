// Ethernet frames through the driver itself, without the network stack.

import type { NetDevice } from '../../../src/library/interfaces/net-device.ts';
import { currentLoop } from '../../../src/library/interfaces/timer.ts';
import { openNetworkDevice } from '../../../src/library/system/pc-devices.ts';

const PLAIN = { checksumStart: 0, checksumOffset: 0, segmentSize: 0, headerLength: 0 };

function openDevice(): NetDevice {
  const device = openNetworkDevice();
  if (device === null) throw new Error('There is no network card');
  currentLoop().addPending();
  return device;
}

function hex(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += bytes[i]!.toString(16).padStart(2, '0');
  return text;
}

function requestFor(hardwareAddress: Uint8Array): Uint8Array {
  const request = new Uint8Array(42);
  request.fill(255, 0, 6);
  request.set(hardwareAddress, 6);
  request.set([8, 6, 0, 1, 8, 0, 6, 4, 0, 1], 12);
  request.set(hardwareAddress, 22);
  request.set([10, 0, 2, 15], 28);
  request.set([10, 0, 2, 2], 38);
  return request;
}

/** Asks for the hardware address of 10.0.2.2 and prints the answer. */
export function askForAddress(): void {
  const device = openDevice();
  console.log(hex(device.hardwareAddress, 0, 6), device.mtu);
  device.handler = {
    onFrame(bytes, start, end): void {
      if (end - start < 42 || bytes[start + 12] !== 8 || bytes[start + 13] !== 6) return;
      console.log(hex(bytes, start, start + 6), hex(bytes, start + 20, start + 42));
      currentLoop().removePending();
    },
    onTransmitRoom(): void {},
  };
  const request = requestFor(device.hardwareAddress);
  device.transmit(request, 0, request.length, PLAIN);
  device.flush();
}

/** Sends every frame back to who sent it, until one comes that says end. */
export function echoFrames(): void {
  const device = openDevice();
  const frame = new Uint8Array(2048);
  device.handler = {
    onFrame(bytes, start, end): void {
      if (bytes[start + 14] === 0xff) {
        report(device as unknown as Record<string, number>);
        currentLoop().removePending();
        return;
      }
      frame.set(bytes.subarray(start, end));
      for (let i = 0; i < 6; i++) {
        frame[i] = bytes[start + 6 + i]!;
        frame[6 + i] = bytes[start + i]!;
      }
      device.transmit(frame, 0, end - start, PLAIN);
      device.flush();
    },
    onTransmitRoom(): void {},
  };
  console.log('ready');
}

function report(device: Record<string, number>): void {
  const { receivedFrames, transmittedFrames, transmitFull, notifications, resets } = device;
  console.log(
    JSON.stringify({ receivedFrames, transmittedFrames, transmitFull, notifications, resets }),
  );
}
