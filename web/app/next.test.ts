import { expect, test } from 'vitest';
import { doorTo, nextOf } from './next';

const next = (wanted: string): string => nextOf(new URLSearchParams({ next: wanted }));

test('one comes back to where one wanted to go', () => {
  expect(next('/settings/keys?x=1#y')).toBe('/settings/keys?x=1#y');
  expect(nextOf(new URLSearchParams(new URL(doorTo('/a?b=c&d'), location.href).search))).toBe('/a?b=c&d');
});

test.each(['', 'https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\t/evil.example', 'settings'])(
  '%j leads nowhere but to the lobby',
  (wanted) => {
    expect(new URL(next(wanted), location.href).origin).toBe(location.origin);
    expect(['/', '/evil.example']).toContain(next(wanted));
  },
);
