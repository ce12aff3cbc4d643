import { afterEach, describe, expect, it, vi } from 'vitest';
import { answering, player } from '../dev/samples';
import { me, signedIn } from './me';

afterEach(() => document.querySelector('rb-alias-dialog')?.remove());

describe('me', () => {
  it('is asked once, and tells its watchers', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', answering({ '/api/v1/me': { player: null }, '/api/v1/guests': player() }, asked));
    const heard = vi.fn();
    const stop = me.watch(heard);
    await Promise.all([me.load(), me.load()]);
    expect(asked).toEqual(['/api/v1/me']);
    await me.arrive('Ada');
    expect(me.player).toMatchObject({ name: 'Ada' });
    expect(heard).toHaveBeenCalledTimes(2);
    stop();
  });

  it('needs no dialog once there is a name', async () => {
    expect(await signedIn()).toMatchObject({ name: 'Ada' });
    expect(document.querySelector('rb-alias-dialog')).toBeNull();
  });

  it('is nobody again after leaving', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 204 })));
    await me.leave();
    expect(me.player).toBeNull();
  });

  it('takes a name by the dialog, and says what is wrong with one', async () => {
    let taken = true;
    vi.stubGlobal('fetch', () => {
      const [status, body] = taken ? [409, { title: 'Taken', detail: 'Somebody here is called Ada.' }] : [201, player()];
      return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }));
    });
    const asked = signedIn();
    await vi.waitFor(() => expect(document.querySelector<HTMLInputElement>('#rb-alias')?.value).toBeTruthy());
    const form = document.querySelector<HTMLFormElement>('rb-alias-dialog form');
    form?.dispatchEvent(new Event('submit', { cancelable: true }));
    await vi.waitFor(() => expect(document.querySelector('#rb-alias-wrong')?.textContent).toContain('Somebody here'));
    taken = false;
    form?.dispatchEvent(new Event('submit', { cancelable: true }));
    expect(await asked).toMatchObject({ slug: 'ada' });
    expect(document.querySelector('rb-alias-dialog')).toBeNull();
  });
});
