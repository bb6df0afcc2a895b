// node:crypto: digests, HMAC, derived keys, shapes of random values.
import crypto, { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const long = 'The quick brown fox jumps over the lazy dog. '.repeat(50);
for (const algorithm of ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'SHA256', 'RSA-SHA1']) {
  for (const text of ['', 'abc', 'é日', long]) {
    console.log(algorithm, text.length, createHash(algorithm).update(text).digest('hex'));
  }
  const pieces = createHash(algorithm);
  for (let i = 0; i < 300; i += 7) pieces.update(long.slice(i, i + 7));
  console.log(algorithm, pieces.copy().update('x').digest('base64'), pieces.digest('base64url'));
  for (let length = 50; length < 140; length += 3) console.log(length, createHash(algorithm).update('a'.repeat(length)).digest('hex').slice(0, 16));
  console.log(createHmac(algorithm, 'key').update('message').digest('hex'), createHmac(algorithm, Buffer.alloc(200, 'k')).update(long).digest('base64'));
}
console.log(createHash('sha256').update(Buffer.from([1, 2])).update(new Uint16Array([3])).digest());
console.log(createHash('sha1').update('616263', 'hex').digest('latin1').length);
function attempt(run: () => any): void {
  try {
    console.log(run());
  } catch (error: any) {
    console.log(error.name, error.code, error.message);
  }
}
attempt(() => createHash('nope'));
attempt(() => createHash(5 as any));
attempt(() => createHash('md5').update(5 as any));
attempt(() => {
  const hash = createHash('md5');
  hash.digest();
  hash.update('x');
});
attempt(() => createHmac('nope', 'k'));
attempt(() => timingSafeEqual(Buffer.from('ab'), Buffer.from('ab')));
attempt(() => timingSafeEqual(Buffer.from('ab'), Buffer.from('ac')));
attempt(() => timingSafeEqual(Buffer.from('ab'), Buffer.from('abc')));
attempt(() => randomBytes(-1));
attempt(() => randomBytes('5' as any));
attempt(() => crypto.randomInt(5, 5));
console.log(randomBytes(8).length, randomBytes(8).equals(randomBytes(8)), crypto.randomUUID().length);
const numbers = Array.from({ length: 200 }, () => crypto.randomInt(3, 7));
console.log(Math.min(...numbers), Math.max(...numbers));
console.log(crypto.pbkdf2Sync('password', 'salt', 3, 40, 'sha256').toString('hex'), Buffer.from(crypto.hkdfSync('sha512', 'key', 'salt', 'info', 70)).toString('hex'));
await new Promise<void>((resolve) => crypto.randomBytes(4, (error, bytes) => (console.log(error, bytes.length), resolve())));
const stream = createHash('sha256');
stream.on('readable', () => {
  const data = stream.read();
  if (data) console.log(data.toString('hex'));
});
stream.write('some data');
stream.end();
