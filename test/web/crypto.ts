// crypto: shapes of random values.
const bytes = new Uint8Array(16);
console.log(
  crypto.getRandomValues(bytes) === bytes,
  bytes.some((byte) => byte !== 0),
  crypto.getRandomValues(new Uint32Array(2)).length,
);
const uuid = crypto.randomUUID();
console.log(
  uuid.length,
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid),
  crypto.randomUUID() !== uuid,
);
for (const value of [new Float32Array(1), new Uint8Array(65537), 5] as any[]) {
  try {
    crypto.getRandomValues(value);
  } catch (error: any) {
    console.log(error.name, error.code, error.message);
  }
}
