/** Fingerprints of states on the wire: FNV-1a over each value's low 32 bits, little-endian, as in `game_engine.digest`. */

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

export function fnv32(values: Iterable<number>): number {
  let mark = OFFSET;
  for (const value of values) {
    for (let shift = 0; shift < 32; shift += 8) mark = Math.imul(mark ^ ((value >>> shift) & 0xff), PRIME);
  }
  return mark >>> 0;
}
