import { describe, expect, it } from 'vitest';
import { ago, clock, count, measure, unbroken } from './format';

describe('format', () => {
  it('groups counts and keeps measures short, with a true minus', () => {
    expect(count(12345)).toBe('12,345');
    expect(measure(-3.94)).toBe('−3.9');
    expect(measure(-0)).toBe('0');
    expect(measure(2.345, 2)).toBe('2.35');
  });

  it('tells play time as a clock', () => {
    expect(clock(143_000)).toBe('2:23');
    expect(clock(-5)).toBe('0:00');
  });

  it('tells times from now, and nothing finer than a minute', () => {
    const now = Date.parse('2026-01-02T12:00:00Z');
    expect(ago('2026-01-02T11:59:30Z', now)).toBe('just now');
    expect(ago('2026-01-02T09:00:00Z', now)).toBe('3 hours ago');
    expect(ago('2025-12-31T12:00:00Z', now)).toBe('2 days ago');
  });

  it('keeps a number on one line with its sign', () => {
    expect(unbroken('won 84.1 % (n = 157 points)')).toBe('won 84.1\u00a0% (n\u00a0=\u00a0157 points)');
    expect(unbroken('Too few: 46 of 60.')).toBe('Too few: 46\u00a0of\u00a060.');
  });
});
