// The one client of the HTTP API; every other file in data/ speaks through it.
import createClient from 'openapi-fetch';
import type { paths } from './api';
import { asProblem, problemOf } from './problem';

interface Reply<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

// `fetch` is looked up at each call, so that a test can stand in for the server.
export const client = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? '' : location.origin,
  fetch: (request) => globalThis.fetch(request),
});

/** The body of a good answer; every other end is thrown as a Problem. */
export async function answer<T>(asked: Promise<Reply<T>>): Promise<NonNullable<T>> {
  const reply = await asked.catch((thrown: unknown) => {
    throw asProblem(thrown);
  });
  if (!reply.response.ok || reply.data === undefined || reply.data === null) {
    throw problemOf(reply.response.status, reply.error);
  }
  return reply.data;
}
