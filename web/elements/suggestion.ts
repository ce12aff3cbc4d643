// A made-up alias for people in a hurry. Names of people are not translated, nor are these.
const FIRST = ['Quiet', 'Swift', 'Lucky', 'Amber', 'Cobalt', 'Steady', 'Early', 'Lobby', 'Brave', 'Sunny', 'Nimble', 'Velvet'];
const LAST = ['Otter', 'Falcon', 'Comet', 'Badger', 'Heron', 'Maple', 'Pixel', 'Lynx', 'Finch', 'Ember', 'Walnut', 'Puffin'];

const any = (words: readonly string[]): string => words[Math.floor(Math.random() * words.length)] ?? '';

export const suggestion = (): string => `${any(FIRST)} ${any(LAST)}`;
