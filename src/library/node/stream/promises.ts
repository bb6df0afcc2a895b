// Stream promises: `pipeline` and `finished` that return promises. Layer: node (node:stream/promises).

import { finished as finishedWithCallback } from './finished.ts';
import { runPipeline } from './pipeline.ts';

export function pipeline(...args: any[]): Promise<any> {
  return new Promise((resolve, reject) => {
    let options: any;
    const last = args[args.length - 1];
    if (
      last !== null &&
      typeof last === 'object' &&
      typeof last.on !== 'function' &&
      last[Symbol.asyncIterator] === undefined &&
      last[Symbol.iterator] === undefined
    )
      options = args.pop();
    const streams = args.length === 1 && Array.isArray(args[0]) ? args[0] : args;
    runPipeline(
      streams,
      (error: any, value: any) => {
        if (error) reject(error);
        else resolve(value);
      },
      options,
    );
  });
}

export function finished(stream: any, options?: any): Promise<void> {
  return new Promise((resolve, reject) => {
    const cleanup = finishedWithCallback(stream, options ?? {}, (error: any) => {
      if (options?.cleanup) cleanup();
      if (error) reject(error);
      else resolve();
    });
  });
}

const promises = { pipeline, finished };
export default promises;
