import { expect, test } from 'vitest';
import { chosen } from './play-page-choice';

test('an address without a word is classic to 11 against an easy bot', () => {
  expect(chosen(new URLSearchParams())).toEqual({ mode: 'bot', rules: 'classic-11', level: 2, opponent: null });
});

test('what an address says is chosen, what it makes up is not', () => {
  const query = new URLSearchParams('mode=local&rules=classic-5&level=9&opponent=ada');
  expect(chosen(query)).toEqual({ mode: 'local', rules: 'classic-5', level: 2, opponent: 'ada' });
  expect(chosen(new URLSearchParams('mode=war&rules=__proto__')).mode).toBe('bot');
});
