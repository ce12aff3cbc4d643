// The reader's own line: tells at once when the session ended elsewhere, and what friends are doing.
import { backoff } from '../court/net/backoff';
import { answer, client } from './client';
import { session } from './session';
import type { PresenceState } from './shapes';

export interface Presence {
  readonly player: string;
  readonly state: PresenceState;
}
type Frame = { t: 'out' } | { t: 'friends' } | ({ t: 'presence' } & Presence);
type Listener = (frame: Frame) => void;

/** The session is over; said by "out" first, and by the closing if that was lost. */
const SIGNED_OUT = 4419;

class MyLine {
  #socket: WebSocket | null = null;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<Listener>();

  /** Open as long as somebody is signed in here. */
  start(): void {
    session.watch(() => this.#follow());
    this.#follow();
  }

  /** Calls back on every frame; the returned function stops it. */
  watch(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #follow(): void {
    clearTimeout(this.#timer);
    if (session.account && !this.#socket) void this.#open();
    if (!session.account) this.#close();
  }

  async #open(): Promise<void> {
    const ticket = await answer(client.POST('/api/v1/me/ticket')).catch(() => null);
    if (!session.account || this.#socket) return;
    if (!ticket) { this.#later(); return; }
    const socket = new WebSocket(new URL(ticket.socket, location.href.replace(/^http/, 'ws')));
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ t: 'hello', ticket: ticket.ticket }));
    socket.onmessage = (told: MessageEvent<string>) => this.#hear(told.data);
    socket.onclose = ({ code }) => this.#lost(socket, code);
  }

  #hear(text: string): void {
    const frame = JSON.parse(text) as Frame;
    this.#tries = 0;
    if (frame.t === 'out') session.drop('ended');
    for (const listener of this.#listeners) listener(frame);
  }

  #lost(socket: WebSocket, code: number): void {
    if (this.#socket !== socket) return;
    this.#socket = null;
    if (code === SIGNED_OUT && session.account) session.drop('ended');
    if (session.account) this.#later();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#follow(), backoff(this.#tries++));
  }

  #close(): void {
    this.#socket?.close();
    this.#socket = null;
  }
}

export const myLine = new MyLine();
