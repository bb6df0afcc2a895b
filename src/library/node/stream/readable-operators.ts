// Readable operators: toArray, forEach, map, filter and reduce over a readable's chunks. Layer: node.

export async function collect(stream: any): Promise<any[]> {
  const items: any[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

export async function forEachItem(stream: any, callback: any): Promise<void> {
  for await (const item of stream) await callback(item);
}

export async function* mapItems(stream: any, callback: any): AsyncGenerator<any> {
  for await (const item of stream) yield await callback(item);
}

export async function* filterItems(stream: any, callback: any): AsyncGenerator<any> {
  for await (const item of stream) if (await callback(item)) yield item;
}

export async function reduceItems(stream: any, callback: any, initial: any[]): Promise<any> {
  let started = initial.length > 0;
  let result = initial[0];
  for await (const item of stream) {
    result = started ? await callback(result, item) : item;
    started = true;
  }
  if (!started) throw new TypeError('Reduce of an empty stream requires an initial value');
  return result;
}
