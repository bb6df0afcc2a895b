// Stream: the common base of all Node streams, an EventEmitter with the old `pipe`. Layer: node.

import { EventEmitter } from '../events.ts';

/**
 * EventEmitter without its constructor's work: the table of listeners is made by the first `on`. Streams are made for
 * every request, and most get no listener.
 */
const LightEmitter: any = function LightEmitter() {};
LightEmitter.prototype = EventEmitter.prototype;
Object.setPrototypeOf(LightEmitter, EventEmitter);

export class Stream extends (LightEmitter as typeof EventEmitter) {
  // Written out: a derived class's default constructor would pass a list of arguments.
  constructor() {
    super();
  }

  /** Old-style piping for emitters of 'data', 'end' and 'close'; Readable has its own. */
  pipe(target: any, options?: any): any {
    const source: any = this;
    let ended = false;
    const onData = (chunk: any) => {
      if (target.writable && target.write(chunk) === false && source.pause) source.pause();
    };
    const onDrain = () => {
      if (source.readable && source.resume) source.resume();
    };
    const onEnd = () => {
      if (ended) return;
      ended = true;
      target.end();
    };
    const onClose = () => {
      if (ended) return;
      ended = true;
      if (typeof target.destroy === 'function') target.destroy();
    };
    const onError = function (this: any, error: any) {
      cleanup();
      if (this.listenerCount('error') === 0) this.emit('error', error);
    };
    const cleanup = () => {
      source.removeListener('data', onData);
      target.removeListener('drain', onDrain);
      source.removeListener('end', onEnd);
      source.removeListener('close', onClose);
      source.removeListener('error', onError);
      target.removeListener('error', onError);
      source.removeListener('end', cleanup);
      source.removeListener('close', cleanup);
      target.removeListener('close', cleanup);
    };
    source.on('data', onData);
    target.on('drain', onDrain);
    if (!target._isStdio && (!options || options.end !== false)) {
      source.on('end', onEnd);
      source.on('close', onClose);
    }
    source.prependListener('error', onError);
    target.prependListener('error', onError);
    source.on('end', cleanup);
    source.on('close', cleanup);
    target.on('close', cleanup);
    target.emit('pipe', source);
    return target;
  }
}
