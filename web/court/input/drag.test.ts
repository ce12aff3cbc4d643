import { describe, expect, test } from 'vitest';
import { steer } from './drag';

describe('a finger on the court', () => {
  test('holds the key towards it, and none when the paddle is there', () => {
    expect([steer(0, 450, 700), steer(0, 450, 200), steer(0, 450, 460)]).toEqual([1, -1, 0]);
  });

  test('never flutters: a paddle that has arrived stays until the finger really moves on', () => {
    expect([steer(1, 692, 700), steer(0, 700, 715), steer(0, 700, 730)]).toEqual([0, 0, 1]);
  });

  test('a paddle that ran past the finger stops before it turns', () => {
    expect([steer(1, 720, 690), steer(0, 720, 690)]).toEqual([0, -1]);
  });
});
