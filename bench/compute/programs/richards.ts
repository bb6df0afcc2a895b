// A small operating system kernel with tasks that pass packets, after the idea of Martin Richards' benchmark: classes,
// virtual calls, linked lists.

import { measure } from '../measure.ts';

class Packet {
  next: Packet | null = null;
  readonly data = [0, 0, 0, 0];
  position = 0;
  constructor(
    public target: Task,
    readonly kind: 'work' | 'device',
  ) {}
}

abstract class Task {
  queue: Packet | null = null;
  isWaiting = false;
  constructor(
    readonly kernel: Kernel,
    readonly priority: number,
  ) {}

  abstract run(packet: Packet | null): void;

  receive(packet: Packet): void {
    packet.next = null;
    if (this.queue === null) this.queue = packet;
    else {
      let last = this.queue;
      while (last.next !== null) last = last.next;
      last.next = packet;
    }
    this.isWaiting = false;
  }

  take(): Packet | null {
    const packet = this.queue;
    if (packet !== null) this.queue = packet.next;
    return packet;
  }
}

class Idler extends Task {
  seed = 1;
  left = 10_000;
  override run(): void {
    if (--this.left === 0) {
      this.kernel.isOver = true;
      return;
    }
    this.seed = this.seed & 1 ? (this.seed >> 1) ^ 0xd008 : this.seed >> 1;
    this.kernel.wake(this.seed & 1 ? 4 : 5);
    this.kernel.wake(1);
  }
}

class Worker extends Task {
  turn = 0;
  letter = 0;

  /** Works only when the idler wakes it. */
  override receive(packet: Packet): void {
    super.receive(packet);
    this.isWaiting = true;
  }

  override run(packet: Packet | null): void {
    this.isWaiting = true;
    if (packet === null) return;
    this.turn = 1 - this.turn;
    for (let i = 0; i < packet.data.length; i++) {
      this.letter = (this.letter % 26) + 1;
      packet.data[i] = this.letter + 64;
    }
    packet.position = 0;
    this.kernel.send(packet, 2 + this.turn);
  }
}

class Handler extends Task {
  handled = 0;
  device = 0;
  constructor(kernel: Kernel, priority: number, device: number) {
    super(kernel, priority);
    this.device = device;
  }
  override run(packet: Packet | null): void {
    if (packet === null) {
      this.isWaiting = true;
      return;
    }
    this.handled += packet.data[packet.position] ?? 0;
    if (packet.kind === 'work' && ++packet.position === packet.data.length)
      this.kernel.send(packet, 1);
    else if (packet.kind === 'work') this.receive(packet);
    else this.kernel.send(packet, this.device);
  }
}

class Device extends Task {
  pending: Packet | null = null;
  ticks = 0;
  override run(packet: Packet | null): void {
    this.ticks++;
    if (packet !== null) {
      this.pending = packet;
      this.isWaiting = true;
    } else if (this.pending !== null) {
      const done = this.pending;
      this.pending = null;
      this.kernel.send(done, this.priority === 40 ? 2 : 3);
    } else this.isWaiting = true;
  }
}

class Kernel {
  readonly tasks: Task[] = [];
  isOver = false;
  sent = 0;
  switches = 0;

  constructor() {
    const worker = new Worker(this, 10);
    const handlers = [new Handler(this, 20, 4), new Handler(this, 30, 5)];
    this.tasks.push(
      new Idler(this, 0),
      worker,
      ...handlers,
      new Device(this, 40),
      new Device(this, 50),
    );
    for (let i = 0; i < 3; i++) worker.receive(new Packet(worker, 'work'));
    for (const handler of handlers)
      for (let i = 0; i < 3; i++) handler.receive(new Packet(handler, 'device'));
  }

  send(packet: Packet, to: number): void {
    this.sent++;
    packet.target = this.tasks[to]!;
    packet.target.receive(packet);
  }

  wake(index: number): void {
    this.tasks[index]!.isWaiting = false;
  }

  run(): void {
    while (!this.isOver) {
      let best = this.tasks[0]!;
      for (const task of this.tasks) {
        if (!task.isWaiting && task.priority > best.priority) best = task;
      }
      this.switches++;
      best.run(best.take());
    }
  }
}

measure(() => {
  const kernel = new Kernel();
  kernel.run();
  const handled = kernel.tasks.map((task) => (task instanceof Handler ? task.handled : 0));
  return `${kernel.sent} ${kernel.switches} ${handled[2]! + handled[3]!}`;
});
