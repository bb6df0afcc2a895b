// Enums: numeric, string, mixed, computed members, reverse names, merging, const enums.

import { attempt } from './support/attempt.ts';

enum Direction {
  Up,
  Down,
  Left = 10,
  Right,
}
enum Level {
  Low = 'low',
  High = 'high',
}
enum Mixed {
  No = 0,
  Yes = 'yes',
  Other = 5,
  Next,
}
enum Flags {
  None = 0,
  A = 1 << 0,
  B = 1 << 1,
  C = 1 << 2,
  AB = A | B,
  All = ~(~0 << 3),
  Length = 'four'.length,
  Negative = -1,
  Half = 0.5,
}
const enum Small {
  One = 1,
  Two = One * 2,
  Text = 'text',
}
enum Merged {
  A = 1,
}
enum Merged {
  B = 2,
}
enum Quoted {
  'with space' = 1,
  'a-b' = 2,
}

attempt('numeric', () => [Direction.Up, Direction.Down, Direction.Left, Direction.Right]);
attempt('reverse', () => [Direction[0], Direction[11], (Direction as any)[5], Direction['Up']]);
attempt('keys', () => [Object.keys(Direction), Object.values(Level), Object.entries(Mixed)]);
attempt('strings have no reverse', () => [Level.High, (Level as any)['high']]);
attempt('mixed', () => [Mixed.No, Mixed.Yes, Mixed.Next, Mixed[6]]);
attempt('flags', () => [Flags.AB, Flags.All, Flags.Length, Flags.Negative, Flags.Half, Flags[3], Flags[-1]]);
attempt('const', () => [Small.One, Small.Two, Small.Text]);
attempt('merged', () => [Merged.A, Merged.B, Merged[2]]);
attempt('quoted', () => [Quoted['with space'], Quoted['a-b'], Quoted[1]]);
attempt('typeof', () => [typeof Direction, typeof Direction.Up, typeof Level.Low]);
attempt('in a switch', () => {
  const name = (d: Direction) => {
    switch (d) {
      case Direction.Up:
        return 'up';
      case Direction.Left:
        return 'left';
      default:
        return 'other';
    }
  };
  return [name(Direction.Up), name(Direction.Left), name(Direction.Right)];
});
attempt('in a function', () => {
  enum Local {
    X = 'x',
    Y = 'y',
  }
  return [Local.X, Object.keys(Local)];
});
attempt('computed members see earlier ones', () => {
  const base = 5;
  enum Computed {
    A = base,
    B = A * 2,
    C = Math.max(A, B),
  }
  return [Computed.A, Computed.B, Computed.C, Computed[10]];
});
attempt('members of other enums are not this one\'s', () => {
  enum First {
    X = 1,
    Y,
  }
  enum Second {
    X = 5,
    Z = First.X,
    Q = First['Y'],
    W = X,
  }
  return [Second.Z, Second.Q, Second.W, Second[1]];
});
attempt('initialisers in functions', () => {
  const names: string[] = [];
  enum E {
    E = 3,
    B = (() => E + 1)(),
    'with space' = B * 10,
    D = (names.push(typeof B), 7),
  }
  return [E.E, E.B, E['with space'], E.D, E[40], names];
});
attempt('flags at work', () => {
  let flags: Flags = Flags.None;
  flags |= Flags.A;
  flags |= Flags.C;
  flags &= ~Flags.A;
  return [flags, (flags & Flags.C) !== 0, (flags & Flags.B) !== 0];
});
attempt('as a type and a value', () => {
  const all: Direction[] = [Direction.Up, Direction.Right];
  return all.map((d) => Direction[d]);
});
