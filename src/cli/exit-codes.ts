// Exit codes: what the command line tells scripts. Layer: cli. docs/cli.md lists them for users.

export const EXIT = {
  success: 0,
  /** The program has diagnostics. */
  diagnostics: 1,
  /** The command line is wrong. */
  usage: 2,
  /** This machine lacks something; `drupe doctor` says what. */
  machine: 3,
  /** A bug of drupe. */
  internal: 70,
} as const;

/** Ends the command with a message and a status. */
export class CommandError extends Error {
  override name = 'CommandError';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}
