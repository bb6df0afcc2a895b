// Date: construction, components, setters, texts, overflow and NaN. The program reads no time of day and no zone but UTC.

process.env['TZ'] = 'UTC';
const show = (value: unknown): void => console.log(JSON.stringify(value));
const attempt = (action: () => unknown): void => {
  try {
    console.log(String(action()));
  } catch (error) {
    console.log((error as Error).name + ': ' + (error as Error).message);
  }
};

const times = [
  0,
  -1,
  86399999,
  951782400000,
  951868800000,
  -62198755200000,
  -1e15,
  8.64e15,
  -8.64e15,
  1500000000123,
  -62167219200000,
  -62167219200001,
  4102444800000,
  NaN,
  8.64e15 + 1,
  123.9,
];
for (const time of times) {
  const date = new Date(time);
  show([
    date.getTime(),
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCDay(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds(),
    date.getFullYear(),
    date.getDay(),
    (date as any).getYear(),
    date.getTimezoneOffset(),
  ]);
  for (const name of [
    'toString',
    'toDateString',
    'toTimeString',
    'toUTCString',
    'toISOString',
    'toJSON',
  ])
    attempt(() => (date as any)[name]());
}
for (const time of [0, 1500000000123, 4102444800000, 46800000]) {
  const date = new Date(time);
  show([
    date.toLocaleString('en-US'),
    date.toLocaleDateString('en-US'),
    date.toLocaleTimeString('en-US'),
  ]);
}

const setters = ['setUTCFullYear', 'setFullYear', 'setUTCMonth', 'setMonth', 'setUTCDate', 'setDate', 'setUTCHours', 'setHours', 'setUTCMinutes', 'setMinutes', 'setUTCSeconds', 'setSeconds', 'setUTCMilliseconds', 'setMilliseconds'];
const lists: unknown[][] = [[], [5], [NaN], [-1, 70, -3, 1e3], [undefined], [1e8], ['7', '8'], [12.9, -13.2], [0, 0, 0, 0], [1e300]];
for (const base of [0, 951782400000, NaN]) {
  for (const name of setters) {
    const row: unknown[] = [name];
    for (const args of lists) {
      const date: any = new Date(base);
      row.push(date[name](...args), date.getTime());
    }
    show(row);
  }
}
show([
  new Date(0).setTime(8.64e15 + 1),
  new Date(0).setTime(-0.5),
  (new Date(0) as any).setYear(99),
  (new Date(0) as any).setYear(2001),
]);

for (const args of [
  [2020, 1],
  [2020, 1, 30],
  [99, 0],
  [100, 0],
  [2020, 12, 1, 25, 61, 61, 1001],
  [2020, undefined],
  ['2020', '1'],
  [275760, 8, 13],
  [275760, 8, 13, 0, 0, 0, 1],
  [-1, 0],
  [0, 0],
  [1e300, 0],
  [2020, 1.9, 1.9],
] as any[]) {
  show([new (Date as any)(...args).getTime(), (Date.UTC as any)(...args)]);
}
show([
  (Date as any).UTC(),
  Date.UTC(2017),
  new Date(new Date(5)).getTime(),
  new Date('2020').getTime(),
  new Date(null as any).getTime(),
  String(new Date(undefined as any)),
  new Date(true as any).getTime(),
  new Date([2020, 5] as any).getTime(),
]);

const date = new Date(1e12);
show([
  `${date}`,
  date + '',
  +date,
  (date as any) - 1,
  date > new Date(0),
  JSON.stringify({ date }),
]);
show([
  date[Symbol.toPrimitive]('number'),
  date[Symbol.toPrimitive]('string'),
  date[Symbol.toPrimitive]('default'),
]);
attempt(() => date[Symbol.toPrimitive]('x' as any));
attempt(() => Date.prototype.getTime.call({} as any));
attempt(() => Date.prototype.toISOString.call(1 as any));
attempt(() => new Date(NaN).toISOString());
attempt(() => new Date(Symbol() as any));
attempt(() => (Date.prototype as any).toJSON.call({ toISOString: () => 'iso', valueOf: () => 1 }));
attempt(() => (Date.prototype as any).toJSON.call({ toISOString: 1 }));
show([
  typeof (Date as any)(),
  typeof Date.now(),
  Date.now() > 1.6e12,
  Date.length,
  Date.name,
  Object.prototype.toString.call(date),
]);
for (const name of [
  'setHours',
  'setMonth',
  'setFullYear',
  'setUTCSeconds',
  'getTime',
  'toJSON',
  'setMinutes',
  'toISOString',
])
  show([name, (Date.prototype as any)[name].length]);
show((Date.prototype as any).toGMTString === Date.prototype.toUTCString);
show([Date.UTC.length, Date.parse.length, Date.now.length]);
class Moment extends Date {
  tomorrow(): Moment {
    return new Moment(this.getTime() + 86400000);
  }
}
show([new Moment(0).tomorrow().toISOString(), new Moment(0) instanceof Date]);
