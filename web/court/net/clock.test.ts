import { describe, expect, test } from 'vitest';
import { ServerClock } from './clock';

/** A server that began tick 0 at local time `zero`. */
const tickAt = (now: number, zero: number): number => Math.floor((now - zero) * 0.24);

describe("the server's clock", () => {
  test('the ping with the shortest way decides, a slow one changes nothing', () => {
    const clock = new ServerClock();
    clock.join(tickAt(1000, 0), 1000);
    clock.sample(1000, 1020, tickAt(1010, 0));
    clock.sample(2000, 2400, tickAt(2390, 0));
    expect(clock.tick(3000)).toBeGreaterThan(719);
    expect(clock.tick(3000)).toBeLessThan(722);
  });

  test('a better estimate is slid into, and time never runs back', () => {
    const clock = new ServerClock();
    clock.join(240, 1000);
    let last = clock.tick(1010);
    clock.sample(1010, 1012, tickAt(1011, 30));
    for (let now = 1020; now < 3000; now += 10) {
      const tick = clock.tick(now);
      expect(tick).toBeGreaterThan(last);
      last = tick;
    }
    expect(last).toBeCloseTo((2990 - 30) * 0.24, 0);
  });

  test('while the match stands so does the clock, and pings of that time count for nothing', () => {
    const clock = new ServerClock();
    clock.join(100, 0);
    clock.stop(150);
    clock.sample(900, 910, 150);
    expect(clock.tick(5000)).toBe(150);
  });

  test('a countdown waits at its tick, then runs from there', () => {
    const clock = new ServerClock();
    clock.start(150, 3000, 10_000);
    expect(clock.countdown(11_000)).toBeCloseTo(2000);
    expect(clock.tick(11_000)).toBe(150);
    clock.sample(11_000, 11_020, tickAt(11_010, 13_000) + 150);
    expect(clock.tick(14_000)).toBeCloseTo(390, 0);
  });
});
