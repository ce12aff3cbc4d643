import { describe, expect, it } from 'vitest';
import { fit, search } from './paths';

describe('paths', () => {
  it('takes the parameters out of an address, decoded', () => {
    expect(fit('/players/:slug', '/players/a%20b')).toEqual({ slug: 'a b' });
    expect(fit('/players/:slug', '/players/ada/')).toEqual({ slug: 'ada' });
  });

  it('fits nothing but the whole address', () => {
    expect(fit('/players/:slug', '/players')).toBeNull();
    expect(fit('/players/:slug', '/players/ada/more')).toBeNull();
    expect(fit('/', '/ai')).toBeNull();
  });

  it('takes a broken escape for no address at all', () => {
    expect(fit('/players/:slug', '/players/%E0%A4%A')).toBeNull();
  });

  it('writes equal views as equal queries', () => {
    expect(search({ to: '2026', from: '', ruleset: 'classic-5', opponent: null })).toBe('?ruleset=classic-5&to=2026');
    expect(search({})).toBe('');
  });
});
