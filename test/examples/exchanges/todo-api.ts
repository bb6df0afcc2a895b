// The todo example: a JSON API, its errors, and bodies that are not what they should be. Layer: tests.

import { chunked, type Exchange, exchange, request } from '../exchange.ts';

const post = (body: string, fields: Record<string, string> = {}): string =>
  request('POST', '/todos', { 'Content-Type': 'application/json', ...fields }, body);
const patch = (id: string, body: string): string => request('PATCH', `/todos/${id}`, {}, body);
const list = request('GET', '/todos');

export const todoExchanges: Exchange[] = [
  exchange('an empty list', list),
  exchange('create', post('{"title":"write docs"}')),
  exchange('create with spaces around', post(' {"title" : "  padded  ", "done" : true }\n')),
  exchange('create with Unicode', post('{"title":"grüße 😀 \\u00e9\\ud83d\\ude00 \\"q\\" \\n"}')),
  exchange('create with a lone surrogate', post('{"title":"a\\ud800b"}')),
  exchange(
    'create from chunks',
    post(chunked('{"ti', 'tle":"chun', 'ked"}'), { 'Transfer-Encoding': 'chunked' }),
  ),
  exchange('create byte by byte', post('{"title":"slow"}'), { pieces: 1 }),
  exchange('list', list),
  exchange('list of what is done', request('GET', '/todos?done=true')),
  exchange('list of what is not done', request('GET', '/todos?done=false')),
  exchange('list with another query', request('GET', '/todos?done=&x=1')),
  exchange('one', request('GET', '/todos/1')),
  exchange('one by an encoded id', request('GET', '/todos/%31')),
  exchange('one by HEAD', request('HEAD', '/todos/1')),
  exchange('none', request('GET', '/todos/99')),
  exchange('an id that is no number', request('GET', '/todos/x%20y')),
  exchange('an id that cannot be decoded', request('GET', '/todos/%E0%A4%A')),
  exchange('slashes in excess', request('GET', '//todos///1/')),
  exchange('slashes that leave the path', request('GET', '/x/../todos/./1//')),
  exchange('update', patch('1', '{"done":true}') + request('GET', '/todos/1')),
  exchange('update the title', patch('1', '{"title":"docs written"}')),
  exchange('update nothing', patch('1', '{}')),
  exchange('update with a wrong type', patch('1', '{"done":"yes"}')),
  exchange('update none', patch('99', '{"done":true}')),
  exchange('update without a body', request('PATCH', '/todos/1')),
  exchange('remove, twice', request('DELETE', '/todos/2').repeat(2) + list),
  exchange('remove with a body', request('DELETE', '/todos/3', {}, 'ignored') + list),
  exchange('a wrong method', request('PUT', '/todos/1', {}, '{}') + request('DELETE', '/todos')),
  exchange('create without a body', request('POST', '/todos')),
  ...BAD_BODIES().map(([name, body]) => exchange(`create from ${name}`, post(body))),
  exchange('create from a title of 200 characters', post(`{"title":"${'t'.repeat(200)}"}`)),
  exchange('create from a title of 201 characters', post(`{"title":"${'t'.repeat(201)}"}`)),
  exchange('a body just small enough', post(`{"title":"a"${' '.repeat(64 * 1024 - 13)}}`)),
  exchange('a body of 64 KB and one', post(`{"title":"a"${' '.repeat(64 * 1024 - 12)}}`)),
  exchange('a body of 1 MB', post('x'.repeat(1_000_000))),
  exchange(
    'chunks of 1 MB',
    post(chunked(...Array.from({ length: 64 }, () => 'z'.repeat(16_384))), {
      'Transfer-Encoding': 'chunked',
    }),
  ),
  exchange(
    'a whole story in one write',
    post('{"title":"a"}') + list + patch('1', '{"done":false}') + post('{') + list,
  ),
];

function BAD_BODIES(): [string, string][] {
  return [
    ['no JSON', 'title=x'],
    ['half a JSON', '{"title":'],
    ['an empty object', '{}'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a number', '1'],
    ['a string', '"title"'],
    ['a title that is empty', '{"title":"  "}'],
    ['a title that is a number', '{"title":1}'],
    ['a title that is null', '{"title":null}'],
    ['done that is no boolean', '{"title":"x","done":1}'],
    ['a trailing comma', '{"title":"x",}'],
    [
      'a byte order mark',
      '\u00ef\u00bb\u00bf{"title":"bom"}'.replace('\u00ef\u00bb\u00bf', '\ufeff'),
    ],
    ['keys given twice', '{"title":"first","title":"second"}'],
    ['__proto__', '{"__proto__":{"title":"x"}}'],
    ['control characters', '{"title":"a\u0001b"}'],
    ['deep nesting', `{"title":${'['.repeat(2000)}${']'.repeat(2000)}}`],
  ];
}
