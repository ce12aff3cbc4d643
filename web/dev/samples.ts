// Samples for tests: the smallest players, matches, figures and boards that are true to the API's shapes.
import type { Board, Figure, MatchCard, Player, SignedIn, Tile } from '../data/shapes';

export const player = (change: Partial<Player> = {}): Player => ({
  key: '0b9f', name: 'Ada', slug: 'ada', kind: 'guest', level: null, about: null, joined_at: '2026-01-02T03:04:05Z',
  country: null, avatar: null, ...change,
});

export const match = (change: Partial<MatchCard> = {}): MatchCard => ({
  id: 'm1', mode: 'bot', ruleset: 'classic-11', status: 'finished', created_at: '2026-01-02T03:04:05Z',
  started_at: '2026-01-02T03:04:10Z', finished_at: '2026-01-02T03:07:05Z', reason: 'score', winner_slot: 0,
  scores: [11, 7], ticks: 42_000, your_slots: [], invite_code: null, watch: true,
  seats: [
    { slot: 0, player: player(), connected: true },
    { slot: 1, player: player({ key: '1c', name: 'Zenith', slug: 'zenith', kind: 'ai', level: 5 }), connected: true },
  ],
  ...change,
});

export const figure = (change: Partial<Figure> = {}): Figure => ({
  id: 'save-curve', title: 'Save curve', question: 'Do I miss for lack of time?', status: 'ok', n: 380, needed: 40,
  unit_of_n: 'balls', summary: 'Ada saves 47 % with 300 ms to spare (n = 380 balls).',
  plot: { data: [{ type: 'scatter', name: 'Ada', x: [100, 300], y: [17, 47], line: { color: 'var:me' } }], layout: {} },
  table: {
    columns: [{ key: 'band', label: 'time to spare', unit: 'ms' }, { key: 'value', label: 'saves', unit: '%' }],
    rows: [['100', 17], ['300', 47.25]],
  },
  metrics: ['M5'], how: 'Saves of the balls with so much time to spare.', sql: 'SELECT 1', court: false, ...change,
});

export const tile = (change: Partial<Tile> = {}): Tile => ({
  key: 'strength', label: 'Saves above expected', value: '+4.2', unit: 'per 100', n: 380, low: 1.5, high: 6.9,
  status: 'ok', needed: 40, trend: null, ...change,
});

export const board = (change: Partial<Board> = {}): Board => ({
  kind: 'player', title: 'Ada', subject: {}, headline: { text: 'Ada saves more than expected.', evidence: 'n = 380 balls.' },
  freshness: {}, tiles: [tile()], figures: [figure()],
  filters: {
    ruleset: [{ value: 'classic-11', label: 'classic-11' }], opponent: [{ value: 'zenith', label: 'Zenith' }],
    from: '2026-01-01', to: '2026-02-01', applied: {},
  },
  ...change,
});

/** Puts a JSON answer in place of the server; what was asked is noted in `asked`. */
export function answering(answers: Record<string, unknown>, asked: string[] = []): typeof fetch {
  return (input) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : String(input));
    asked.push(pathname + search);
    const value = answers[pathname];
    const status = value === undefined ? 404 : 200;
    const body = value ?? { title: 'Nothing there', status, code: 'request/not_found', detail: 'No such thing.' };
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }));
  };
}

/** What the server says to whoever got in. */
export const signedInAs = (access: string, expires_in = 300): SignedIn => ({
  type: 'session', access, expires_in,
  account: {
    id: 'a1', email: 'ada@example.org', role: 'player', factors: [], has_password: true, recovery_left: 0,
    player: { key: '0b9f', name: 'Ada', slug: 'ada', avatar: null },
  },
});
