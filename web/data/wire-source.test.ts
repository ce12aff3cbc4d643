import { expect, test } from 'vitest';
import schema from './wire.schema.json';
import { wireSource, type WireSchema } from './wire-source';

test('the checked-in socket types are the ones the server speaks', async () => {
  await expect(wireSource(schema as unknown as WireSchema)).toMatchFileSnapshot('./wire.ts');
});

test('a tuple keeps its names, its optional end and its few values', () => {
  const frame = {
    type: 'array',
    prefixItems: [
      { enum: ['d'], title: 'tag' },
      { type: 'integer', minimum: -1, maximum: 1, title: 'key' },
    ],
    minItems: 1,
  };
  const source = wireSource({ version: 1, closes: { over: 4410 }, $defs: { Frame: frame } });
  expect(source).toContain("export type Frame = readonly [tag: 'd', key?: -1 | 0 | 1];");
  expect(source).toContain('  over: 4410,');
});

test('a shape without a TypeScript is refused, not guessed', () => {
  expect(() => wireSource({ version: 1, closes: {}, $defs: { Odd: { type: 'null' } } })).toThrow('no TypeScript');
});
