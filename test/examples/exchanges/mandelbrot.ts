// The Mandelbrot example: numbers, and bodies of bytes. Layer: tests.

import { type Exchange, exchange, request } from '../exchange.ts';

const SPIRAL = 'x=-0.745&y=0.11&size=0.02';

export const mandelbrotExchanges: Exchange[] = [
  exchange('text', request('GET', '/text')),
  exchange('text of a spiral', request('GET', `/text?${SPIRAL}&width=120&height=40&limit=1000`)),
  exchange('text of one pixel', request('GET', '/text?width=1&height=1')),
  exchange('svg', request('GET', '/svg')),
  exchange('svg of a spiral', request('GET', `/svg?${SPIRAL}&width=160&height=120&limit=500`)),
  exchange('svg by HEAD', request('HEAD', '/svg')),
  exchange('ppm', request('GET', '/ppm?width=64&height=48')),
  exchange('ppm of a spiral', request('GET', `/ppm?${SPIRAL}&width=400&height=300&limit=2000`)),
  exchange(
    'numbers out of range',
    request('GET', '/ppm?width=-1&height=0&limit=1e9&x=Infinity&y=NaN'),
  ),
  exchange(
    'numbers in other notations',
    request('GET', '/svg?width=0x20&height=1e1&x=-.5&size=%201.5%20'),
  ),
  exchange('numbers that are none', request('GET', '/svg?width=ten&height=&size=1,5')),
  exchange('fractions', request('GET', '/svg?width=10.9&height=5.5&limit=99.9&size=1e-13')),
  exchange('a parameter given twice', request('GET', '/svg?width=8&width=9&height=4')),
  exchange(
    'pictures pipelined',
    request('GET', '/ppm?width=5&height=5') + request('GET', '/svg?width=9&height=9'),
  ),
];
