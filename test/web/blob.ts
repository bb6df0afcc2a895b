// Blob, File, FormData.
const blob = new Blob(['abc', new Uint8Array([100, 101]), new Blob(['f'])], { type: 'Text/PLAIN' });
console.log(blob, blob.size, blob.type, await blob.text(), await blob.arrayBuffer());
const part = blob.slice(1, -1, 'x/y');
console.log(
  part.size,
  part.type,
  await part.text(),
  await blob.slice(-2).text(),
  blob.slice(9).size,
);
console.log(
  new Blob().size,
  await new Blob(['é日']).text(),
  new Blob(['a\r\nb\rc'], { endings: 'native' }).size,
  Object.prototype.toString.call(blob),
);
const form = new FormData();
form.append('a', '1');
form.append('a', 2 as any);
form.append('b', 'x');
form.set('a', 'only');
form.append('file', new Blob(['content'], { type: 't/t' }), 'name.txt');
console.log(form.get('a'), form.getAll('a'), form.has('b'), form.get('none'), [...form.keys()]);
const file: any = form.get('file');
console.log(file.name, file.size, file.type, await file.text());
form.delete('b');
for (const [name, value] of form) console.log(name, typeof value);
