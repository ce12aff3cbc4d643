// How a request goes out: with the reader's token where there is one, and once more with a new one if it was over.
import { session } from './session';

function bearing(request: Request, token: string | null): Request {
  if (token) request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}

/** What the server says to a token that is over; a wrong password is a 401 too, and no reason to ask for another. */
const OVERDUE = ['accounts/not_signed_in', 'accounts/guest_needed'];

async function overdue(reply: Response): Promise<boolean> {
  if (reply.status !== 401) return false;
  const body = (await reply.clone().json().catch(() => null)) as { code?: unknown } | null;
  return typeof body?.code !== 'string' || OVERDUE.includes(body.code);
}

/** Sends a request of our own API in the reader's name. */
export async function send(request: Request): Promise<Response> {
  const token = await session.token();
  const spare = token ? request.clone() : request;
  const reply = await globalThis.fetch(bearing(request, token));
  if (!token || !(await overdue(reply))) return reply;
  if (!(await session.renew(token))) return reply;
  return globalThis.fetch(bearing(spare, await session.token()));
}
