import { describe, expect, it, vi } from 'vitest';
import { answering, board, player } from '../dev/samples';
import { playerBoard, sessionBoard } from './boards';
import { remembered } from './memory';
import { onePlayer } from './players';
import { asProblem, problemOf } from './problem';

describe('client', () => {
  it('asks the typed address and remembers the answer', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', answering({ '/api/v1/players/ada/board': board() }, asked));
    await playerBoard('ada', { ruleset: 'classic-5' });
    expect(asked).toEqual(['/api/v1/players/ada/board?ruleset=classic-5']);
    expect(remembered('board ada {"ruleset":"classic-5"}')).toMatchObject({ title: 'Ada' });
  });

  it('escapes what it puts into an address', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', answering({ '/api/v1/players/a%2Fb': player() }, asked));
    await onePlayer('a/b');
    expect(asked).toEqual(['/api/v1/players/a%2Fb']);
  });

  it('throws a problem with the words and the code of the server', async () => {
    vi.stubGlobal('fetch', answering({}));
    await expect(onePlayer('nobody')).rejects.toMatchObject({ status: 404, code: 'request/not_found', missing: true });
  });

  it('tells a silent network from a server that refuses', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(onePlayer('ada')).rejects.toMatchObject({ unreachable: true });
  });

  it('takes a board that is not counted yet for pending, not for wrong', async () => {
    const pending = { detail: 'Being counted.', behind: 1, code: 'insights/not_loaded_yet' };
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(pending), { status: 202, headers: { 'Content-Type': 'application/json' } })));
    await expect(sessionBoard('m1')).rejects.toMatchObject({ pending: true, detail: 'Being counted.' });
  });
});

describe('problems', () => {
  it('are made of any body', () => {
    expect(problemOf(500, '<html>')).toMatchObject({ status: 500, code: 'http/500', detail: '' });
    expect(problemOf(409, { code: 'arena/seat_taken', title: 'Taken', field: 'slot' })).toMatchObject({ code: 'arena/seat_taken', field: 'slot' });
  });

  it('keep our own mistakes apart from theirs', () => {
    expect(asProblem(new Error('oops'))).toMatchObject({ status: -1, detail: 'oops', unreachable: false });
  });
});
