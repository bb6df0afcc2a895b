// Diagnostics of the machine subset: stable codes, positions, and the exception that abandons one statement.
// Layer: compiler/machine.

import ts from 'typescript';

export interface MachineDiagnostic {
  readonly code: string;
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export const CODES = {
  parse: 'DM000',
  unsupported: 'DM001',
  type: 'DM002',
  unknownName: 'DM003',
  import: 'DM004',
  argumentCount: 'DM005',
  conversion: 'DM006',
  condition: 'DM007',
  duplicate: 'DM008',
  notConstant: 'DM009',
  fallthrough: 'DM010',
  literalRange: 'DM011',
  constantAssignment: 'DM012',
  missingReturn: 'DM013',
  literalShift: 'DM014',
  intrinsic: 'DM015',
  declaration: 'DM016',
} as const;

export type MachineCode = keyof typeof CODES;

/** Thrown after a diagnostic was recorded; the nearest statement or declaration catches it and goes on with the next. */
export class Rejection extends Error {}

export class DiagnosticList {
  readonly list: MachineDiagnostic[] = [];

  add(node: ts.Node, code: MachineCode, message: string): void {
    const file = node.getSourceFile();
    this.addAt(file, node.getStart(file), code, message);
  }

  addAt(file: ts.SourceFile, position: number, code: MachineCode, message: string): void {
    const { line, character } = file.getLineAndCharacterOfPosition(position);
    this.list.push({
      code: CODES[code],
      file: file.fileName,
      line: line + 1,
      column: character + 1,
      message,
    });
  }

  reject(node: ts.Node, code: MachineCode, message: string): never {
    this.add(node, code, message);
    throw new Rejection(message);
  }

  /** Runs `work`; a rejection inside it gives null. */
  attempt<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (error instanceof Rejection) return null;
      throw error;
    }
  }
}
