// Readable tee: two branches that both get every chunk. Layer: web (WHATWG Streams §4.8.9).

import { enqueueJob } from '../../ecma/promise/jobs.ts';
import { Deferred } from './deferred.ts';
import { ReadableState } from './readable-state.ts';

/** Two states; the source stays locked. Cancelling both cancels the source with both reasons. */
export function teeReadable(source: ReadableState): [ReadableState, ReadableState] {
  const reader = source.acquireReader();
  const done = new Deferred<any>();
  let reading = false;
  let readAgain = false;
  let canceled1 = false;
  let canceled2 = false;
  let reason1: any;
  let reason2: any;

  const pull = (): Promise<any> => {
    if (reading) {
      readAgain = true;
      return Promise.resolve(undefined);
    }
    reading = true;
    source.read({
      onChunk: (chunk: any) => {
        enqueueJob(() => {
          readAgain = false;
          if (!canceled1) branch1.enqueue(chunk);
          if (!canceled2) branch2.enqueue(chunk);
          reading = false;
          if (readAgain) pull();
        });
      },
      onClose: () => {
        reading = false;
        if (!canceled1 && branch1.canEnqueue) branch1.requestClose();
        if (!canceled2 && branch2.canEnqueue) branch2.requestClose();
        if (!canceled1 || !canceled2) done.resolve(undefined);
      },
      onError: () => {
        reading = false;
      },
    });
    return Promise.resolve(undefined);
  };
  const cancelBoth = () => {
    if (canceled1 && canceled2) done.resolve(source.cancel([reason1, reason2]));
    return done.promise;
  };
  const branch1 = new ReadableState(1, undefined, pull, (reason) => {
    canceled1 = true;
    reason1 = reason;
    return cancelBoth();
  });
  const branch2 = new ReadableState(1, undefined, pull, (reason) => {
    canceled2 = true;
    reason2 = reason;
    return cancelBoth();
  });
  branch1.start(Promise.resolve(undefined));
  branch2.start(Promise.resolve(undefined));
  reader.closed.promise.then(undefined, (error: any) => {
    branch1.fail(error);
    branch2.fail(error);
    if (!canceled1 || !canceled2) done.resolve(undefined);
  });
  return [branch1, branch2];
}
