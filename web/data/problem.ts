// A problem is what went wrong with a request, in a shape a page can show: RFC 9457, or no answer at all.

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly field: string | null = null,
  ) {
    super(detail || title);
    this.name = 'Problem';
  }

  /** The server never answered: the network, not the request, is at fault. */
  get unreachable(): boolean {
    return this.status === 0;
  }

  /** Not wrong, only not there yet. */
  get pending(): boolean {
    return this.status === 202;
  }

  get missing(): boolean {
    return this.status === 404;
  }
}

interface Details {
  code?: unknown;
  title?: unknown;
  detail?: unknown;
  field?: unknown;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads problem+json; a body of any other shape still becomes a Problem. */
export function problemOf(status: number, body: unknown): Problem {
  const details: Details = typeof body === 'object' && body !== null ? body : {};
  const field = text(details.field);
  return new Problem(status, text(details.code) || `http/${status}`, text(details.title), text(details.detail), field || null);
}

/** Anything thrown, as a Problem: a failed fetch is unreachable, our own mistake keeps its words. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof TypeError) return new Problem(0, 'web/unreachable', '', '');
  return new Problem(-1, 'web/mistake', '', thrown instanceof Error ? thrown.message : String(thrown));
}
