// process.emitWarning as the library itself uses it, silent.
export const warningState = { listener: undefined };
export function emitLibraryWarning() {}
export function emitWarningObject() {}
