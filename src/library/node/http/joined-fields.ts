// Joined fields: `message.headers` with the option joinDuplicateHeaders: every repeated field is joined. Layer: node.

/** From names and values in turn. */
export function joinedFields(raw: string[]): any {
  const fields: any = {};
  for (let i = 0; i < raw.length; i += 2) {
    const key = raw[i]!.toLowerCase();
    const value = raw[i + 1]!;
    if (!Object.hasOwn(fields, key)) fields[key] = key === 'set-cookie' ? [value] : value;
    else if (key === 'set-cookie') fields[key].push(value);
    else fields[key] += (key === 'cookie' ? '; ' : ', ') + value;
  }
  return fields;
}
