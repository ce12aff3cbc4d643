import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Keyboard } from './keyboard';

const done: string[] = [];
const hands = {
  press: (slot: number, key: number): number => done.push(`${slot}:${key}`),
  serve: (slot: number): number => done.push(`${slot}:serve`),
};

function stroke(
  type: 'keydown' | 'keyup',
  code: string,
  more: KeyboardEventInit = {},
  target: EventTarget = window,
): Event {
  const event = new KeyboardEvent(type, { code, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

describe('the keyboard', () => {
  let keyboard: Keyboard;
  beforeEach(() => {
    done.length = 0;
    keyboard = new Keyboard(hands);
    keyboard.seat([1]);
  });
  afterEach(() => keyboard.close());

  test('alone, W/S and the arrows move the own paddle, Space serves, and the page does not scroll', () => {
    expect(stroke('keydown', 'ArrowUp').defaultPrevented).toBe(true);
    stroke('keyup', 'ArrowUp');
    stroke('keydown', 'KeyS');
    stroke('keydown', 'Space');
    expect(done).toEqual(['1:-1', '1:0', '1:1', '1:serve']);
  });

  test('key repeat says nothing new', () => {
    stroke('keydown', 'KeyW');
    for (let times = 0; times < 30; times += 1) stroke('keydown', 'KeyW', { repeat: true });
    expect(done).toEqual(['1:-1']);
  });

  test('the later of two held keys counts, and letting it go returns to the other', () => {
    stroke('keydown', 'KeyW');
    stroke('keydown', 'KeyS');
    stroke('keyup', 'KeyS');
    stroke('keyup', 'KeyW');
    expect(done).toEqual(['1:-1', '1:1', '1:-1', '1:0']);
  });

  test('two at one keyboard: each has a side, an own serve key, and Space serves for whoever may', () => {
    keyboard.seat([0, 1]);
    for (const code of ['KeyW', 'ArrowDown', 'KeyD', 'ArrowLeft', 'Enter']) stroke('keydown', code);
    expect(done).toEqual(['0:-1', '1:1', '0:serve', '1:serve', '0:serve', '1:serve']);
  });

  test('losing the keyboard releases every key', () => {
    stroke('keydown', 'KeyW');
    window.dispatchEvent(new Event('blur'));
    stroke('keyup', 'KeyW');
    expect(done).toEqual(['1:-1', '1:0']);
  });

  test('fields keep their keys, a focused button keeps Space, and shortcuts are the browser’s', () => {
    const field = document.body.appendChild(document.createElement('input'));
    const button = document.body.appendChild(document.createElement('button'));
    stroke('keydown', 'KeyW', {}, field);
    stroke('keydown', 'Space', {}, button);
    stroke('keydown', 'KeyS', { ctrlKey: true });
    expect(done).toEqual([]);
    stroke('keydown', 'ArrowUp', {}, button);
    expect(done).toEqual(['1:-1']);
  });

  test('a spectator’s keys do nothing', () => {
    keyboard.seat([]);
    expect(stroke('keydown', 'Space').defaultPrevented).toBe(false);
    expect(done).toEqual([]);
  });
});
