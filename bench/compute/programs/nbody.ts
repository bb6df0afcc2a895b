// n-body: planets that attract each other. Floating point in object fields.

import { measure } from '../measure.ts';

const DAYS = 365.24;
const SOLAR_MASS = 4 * Math.PI * Math.PI;

class Body {
  constructor(
    public x: number,
    public y: number,
    public z: number,
    public vx: number,
    public vy: number,
    public vz: number,
    public mass: number,
  ) {}
}

const planet = (place: number[], speed: number[], mass: number): Body =>
  new Body(
    place[0]!,
    place[1]!,
    place[2]!,
    speed[0]! * DAYS,
    speed[1]! * DAYS,
    speed[2]! * DAYS,
    mass * SOLAR_MASS,
  );

function solarSystem(): Body[] {
  const bodies = [
    new Body(0, 0, 0, 0, 0, 0, SOLAR_MASS),
    planet([4.8414, -1.1603, -0.1036], [0.00166, 0.0077, -0.000069], 0.000954),
    planet([8.3434, 4.1248, -0.4035], [-0.00277, 0.005, 0.000023], 0.000286),
    planet([12.8944, -15.1112, -0.2233], [0.00296, 0.00238, -0.00003], 0.0000437),
    planet([15.3797, -25.9193, 0.1793], [0.00268, 0.00163, -0.000095], 0.0000515),
  ];
  const sun = bodies[0]!;
  for (const { vx, vy, vz, mass } of bodies.slice(1)) {
    sun.vx -= (vx * mass) / SOLAR_MASS;
    sun.vy -= (vy * mass) / SOLAR_MASS;
    sun.vz -= (vz * mass) / SOLAR_MASS;
  }
  return bodies;
}

function advance(bodies: Body[], dt: number): void {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i]!;
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j]!;
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      const squared = dx * dx + dy * dy + dz * dz;
      const magnitude = dt / (squared * Math.sqrt(squared));
      a.vx -= dx * b.mass * magnitude;
      a.vy -= dy * b.mass * magnitude;
      a.vz -= dz * b.mass * magnitude;
      b.vx += dx * a.mass * magnitude;
      b.vy += dy * a.mass * magnitude;
      b.vz += dz * a.mass * magnitude;
    }
  }
  for (const body of bodies) {
    body.x += dt * body.vx;
    body.y += dt * body.vy;
    body.z += dt * body.vz;
  }
}

function energy(bodies: Body[]): number {
  let sum = 0;
  for (const [i, a] of bodies.entries()) {
    sum += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
    for (const b of bodies.slice(i + 1)) {
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      sum -= (a.mass * b.mass) / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return sum;
}

measure(() => {
  const bodies = solarSystem();
  for (let i = 0; i < 100_000; i++) advance(bodies, 0.01);
  return energy(bodies);
});
