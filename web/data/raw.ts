// Calls whose body or answer is no JSON: pictures and archives. They go out in the reader's name like all others.
import { send } from './bearer';
import { asProblem, problemOf } from './problem';

/** A good answer as it is; every other end is thrown as a Problem. */
export async function raw(path: string, asked: RequestInit = {}): Promise<Response> {
  const reply = await send(new Request(new URL(path, location.origin), asked)).catch((thrown: unknown) => {
    throw asProblem(thrown);
  });
  if (!reply.ok) throw problemOf(reply.status, await reply.json().catch(() => null));
  return reply;
}
