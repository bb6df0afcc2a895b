// Monitor: starts one guest and watches it, whatever the target. Layer: monitor; knows nothing of the library.
// Each target has a folder with its own `Monitor`; the command line chooses by name.

export interface PortMapping {
  /** Address of the host to listen on; undefined: all. */
  readonly address?: string;
  readonly host: number;
  readonly guest: number;
}

export interface GuestOptions {
  readonly image: string;
  readonly arguments: readonly string[];
  /** Added to what the guest inherits. */
  readonly environment: readonly string[];
  /** As the image takes it: digits with K, M or G. Undefined: the image's own limit. */
  readonly memory: string | undefined;
  readonly ports: readonly PortMapping[];
  /** `inherit`: the guest writes to our own output; `pipe`: `Guest.output` has it. */
  readonly output: 'inherit' | 'pipe';
}

/** How a guest ended. `status` is what a shell would see. */
export interface GuestEnd {
  readonly status: number;
  readonly signal: string | null;
  /** What the guest itself could not say. */
  readonly reason?: string;
}

export interface Guest {
  readonly id: number;
  /** Standard output and errors together, when they are piped. */
  readonly output: AsyncIterable<string> | null;
  readonly ended: Promise<GuestEnd>;
  /** Calls back once for each TCP port of the host that reaches the guest. */
  onListening(callback: (address: ListeningAddress) => void): void;
  /** Asks for an orderly end; asked again, ends at once. */
  stop(): void;
}

export interface ListeningAddress {
  /** As it stands in a URL; `localhost` when the guest listens on every address. */
  readonly host: string;
  readonly port: number;
}

export interface Monitor {
  readonly target: string;
  start(options: GuestOptions): Guest;
}
