// The one client of the HTTP API; every other file in data/ speaks through it.
import createClient from 'openapi-fetch';
import { send } from './bearer';
import { asProblem, problemOf } from './problem';
import type { paths } from './shapes';

interface Reply<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

// `fetch` is looked up at each call, so that a test can stand in for the server.
export const client = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? '' : location.origin,
  fetch: send,
});

const heard = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch((thrown: unknown) => {
    throw asProblem(thrown);
  });

/** The body of a good answer; every other end is thrown as a Problem. */
export async function answer<T>(asked: Promise<Reply<T>>): Promise<NonNullable<T>> {
  const reply = await heard(asked);
  if (!reply.response.ok || reply.data === undefined || reply.data === null) {
    throw problemOf(reply.response.status, reply.error);
  }
  return reply.data;
}

/** A good answer without a body; every other end is thrown as a Problem. */
export async function done(asked: Promise<Reply<unknown>>): Promise<void> {
  const reply = await heard(asked);
  if (!reply.response.ok) throw problemOf(reply.response.status, reply.error);
}
