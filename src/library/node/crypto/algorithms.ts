// Digest algorithms: names, sizes and initial states (RFC 1321, FIPS 180-4). Layer: node. Pure.

export class DigestAlgorithm {
  readonly name: string;
  /** Bytes per block, per state word, and of the result. */
  readonly blockSize: number;
  readonly wordSize: number;
  readonly outputSize: number;
  /** The words in hexadecimal, most significant digit first. */
  readonly initialState: string;
  /** MD5 counts and answers in little-endian order. */
  readonly littleEndian: boolean;

  constructor(
    name: string,
    blockSize: number,
    wordSize: number,
    outputSize: number,
    initialState: string,
    littleEndian: boolean,
  ) {
    this.name = name;
    this.blockSize = blockSize;
    this.wordSize = wordSize;
    this.outputSize = outputSize;
    this.initialState = initialState;
    this.littleEndian = littleEndian;
  }
}

const ALGORITHMS: DigestAlgorithm[] = [
  new DigestAlgorithm('md5', 64, 4, 16, '67452301efcdab8998badcfe10325476', true),
  new DigestAlgorithm('sha1', 64, 4, 20, '67452301efcdab8998badcfe10325476c3d2e1f0', false),
  new DigestAlgorithm(
    'sha224',
    64,
    4,
    28,
    'c1059ed8367cd5073070dd17f70e5939ffc00b316858151164f98fa7befa4fa4',
    false,
  ),
  new DigestAlgorithm(
    'sha256',
    64,
    4,
    32,
    '6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19',
    false,
  ),
  new DigestAlgorithm(
    'sha384',
    128,
    8,
    48,
    'cbbb9d5dc1059ed8629a292a367cd5079159015a3070dd17152fecd8f70e593967332667ffc00b318eb44a8768581511db0c2e0d64f98fa747b5481dbefa4fa4',
    false,
  ),
  new DigestAlgorithm(
    'sha512',
    128,
    8,
    64,
    '6a09e667f3bcc908bb67ae8584caa73b3c6ef372fe94f82ba54ff53a5f1d36f1510e527fade682d19b05688c2b3e6c1f1f83d9abfb41bd6b5be0cd19137e2179',
    false,
  ),
];

export function algorithmNames(): string[] {
  return ALGORITHMS.map((algorithm) => algorithm.name);
}

/** By the names that OpenSSL takes: any case, `sha-256`, `RSA-SHA256`. */
export function findAlgorithm(name: string): DigestAlgorithm | undefined {
  let key = name.toLowerCase();
  if (key.startsWith('rsa-')) key = key.slice(4);
  if (key.startsWith('sha-')) key = 'sha' + key.slice(4);
  for (let i = 0; i < ALGORITHMS.length; i++) {
    if (ALGORITHMS[i]!.name === key) return ALGORITHMS[i];
  }
  return undefined;
}
