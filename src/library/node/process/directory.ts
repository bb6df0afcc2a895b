// The current directory: PWD of the environment, as the host started the image; the root where there is none.
// Layer: node. An image has no file system, so that this is a name and nothing more.

import { currentHost } from '../../interfaces/host.ts';

export function currentDirectory(): string {
  const environment = currentHost().environment;
  for (let i = environment.length - 1; i >= 0; i--) {
    const text = environment[i]!;
    if (text.startsWith('PWD=/')) return text.slice(4);
  }
  return '/';
}
