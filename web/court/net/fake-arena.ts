/**
 * A fake arena for tests: the server's side of a match socket in the same page, playing by the real rules, with no
 * network, no delay but the one asked for, and a tap on everything that was said.
 */

import type { ClientIn, Header, ServerOut } from '../../data/wire';
import { Match } from '../engine/match';
import { ruleset } from '../engine/rulesets';

const RULES = ruleset('classic-5');

export class FakeSocket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: ClientIn[] = [];

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(...frames: ServerOut[]): void {
    frames.forEach((frame) => this.onmessage?.({ data: JSON.stringify(frame) }));
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientIn);
  }

  /** What was sent under a tag, oldest first. */
  said(tag: ClientIn[0]): ClientIn[] {
    return this.sent.filter(([each]) => each === tag);
  }

  /** The server hangs up. */
  drop(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  close(): void {
    this.readyState = 3;
  }
}

/** The frame that a join is answered with; slots none: a spectator. */
export function joined(slots: readonly (0 | 1)[], tick = 0, change: Partial<Header> = {}): ServerOut {
  const header: Header = {
    match: 'm',
    mode: 'casual',
    rules: RULES.version,
    ruleset: RULES.id,
    rules_sha: RULES.sha,
    serve0: 0,
    role: slots.length > 0 ? 'play' : 'watch',
    slots: [...slots],
    status: 'live',
    connected: [true, true],
    ...change,
  };
  const match = Match.start(RULES);
  match.advance(tick);
  return ['S', header, match.pack(), [], tick, 0];
}
