/**
 * The link: one match's socket, kept alive. Shows a fresh ticket in each first frame, comes back after every break with
 * growing, jittered waits, and tells when coming back makes no sense. What the frames mean is not its business.
 *
 *     connecting  --first "S"-->  open  --lost-->  waiting  --wait over-->  connecting
 *     any  --over, refused, or another tab took the seat-->  closed (for good)
 */

import { CLOSE, type ClientIn, type ServerOut, VERSION } from '../../data/wire';
import { backoff } from './backoff';

export type Ending = 'over' | 'replaced' | 'refused' | 'signed-out' | 'left';
export type LinkState =
  { readonly at: 'connecting' | 'open' | 'waiting' } | { readonly at: 'closed'; readonly why: Ending };

export interface Ticket {
  readonly ticket: string;
  /** The socket's path on this site. */
  readonly socket: string;
}

/** Thrown by a ticket office when asking again is useless. */
export class Refused extends Error {}

export interface LinkOffers {
  ticket(): Promise<Ticket>;
  /** The number of the last numbered frame this page ever sent. */
  lastN(): number;
  heard(frame: ServerOut): void;
  changed(state: LinkState): void;
  /** Opens a socket on a path; given by tests that have no network. */
  open?(path: string): WebSocket;
}

const ENDINGS: Readonly<Record<number, Ending>> = {
  [CLOSE.over]: 'over',
  [CLOSE.replaced]: 'replaced',
  [CLOSE.forbidden]: 'refused',
  [CLOSE.signed_out]: 'signed-out',
  [CLOSE.unexpected]: 'refused',
};
/** No frame for this long and the connection is dead, whatever the operating system says. */
const SILENT_MS = 6_000;
/** After a flood or with a server that restarts: do not knock at once. */
const LATER_TRIES = 3;

export class Link {
  state: LinkState = { at: 'waiting' };
  #socket: WebSocket | null = null;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly offers: LinkOffers) {}

  /** Connect now, even in the middle of a wait; starts again after another tab took the seat. */
  connect(): void {
    if (this.state.at === 'connecting' || this.state.at === 'open') return;
    clearTimeout(this.#timer);
    this.#turn({ at: 'connecting' });
    this.offers.ticket().then(
      (ticket) => this.#dial(ticket),
      (problem: unknown) => (problem instanceof Refused ? this.#end('refused') : this.#retry()),
    );
  }

  /** False when there is nobody to send to; nothing is kept for later. */
  send(frame: ClientIn): boolean {
    if (this.state.at !== 'open' || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Drop this connection and come back for a fresh state. */
  renew(): void {
    if (this.state.at === 'open') this.#drop();
  }

  close(): void {
    this.#end('left');
  }

  #dial({ ticket, socket: path }: Ticket): void {
    if (this.state.at !== 'connecting') return;
    const socket = (this.offers.open ?? openSocket)(path);
    this.#socket = socket;
    this.#listen();
    socket.onopen = () => {
      const hello: ClientIn = ['k', ticket, VERSION, this.offers.lastN()];
      socket.send(JSON.stringify(hello));
    };
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#take(String(data));
    };
    socket.onclose = ({ code }) => {
      if (socket === this.#socket) this.#lost(code);
    };
  }

  #take(data: string): void {
    const frame = JSON.parse(data) as ServerOut;
    this.#listen();
    if (frame[0] === 'S' && this.state.at === 'connecting') {
      this.#tries = 0;
      this.#turn({ at: 'open' });
    }
    this.offers.heard(frame);
  }

  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#drop(), SILENT_MS);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#lost(0);
  }

  #lost(code: number): void {
    clearTimeout(this.#silence);
    this.#socket = null;
    if (this.state.at === 'closed') return;
    const why = ENDINGS[code];
    if (why) this.#end(why);
    else this.#retry(code === CLOSE.flood || code === CLOSE.restart ? LATER_TRIES : 0);
  }

  #retry(atLeast = 0): void {
    if (this.state.at === 'closed') return;
    this.#tries = Math.max(this.#tries, atLeast);
    this.#turn({ at: 'waiting' });
    this.#timer = setTimeout(() => this.connect(), backoff(this.#tries));
    this.#tries += 1;
  }

  #end(why: Ending): void {
    if (this.state.at === 'closed') return;
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = null;
    this.#turn({ at: 'closed', why });
    socket?.close();
  }

  #turn(state: LinkState): void {
    this.state = state;
    this.offers.changed(state);
  }
}

function openSocket(path: string): WebSocket {
  const address = new URL(path, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(address);
}
