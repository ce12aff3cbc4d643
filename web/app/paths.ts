// Path patterns: "/players/:slug" against an address, and back.

export type Params = Record<string, string>;

interface Pattern {
  readonly names: readonly string[];
  readonly test: RegExp;
}

function compile(path: string): Pattern {
  const names: string[] = [];
  const source = path.replace(/:(\w+)/g, (_, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  return { names, test: new RegExp(`^${source}/?$`) };
}

/** Without its escapes; null where one is broken. */
export const decoded = (part: string): string | null => {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
};

/** The parameters of an address under a pattern, or null where it does not fit. */
export function fit(path: string, address: string): Params | null {
  const { names, test } = compile(path);
  const found = test.exec(address);
  if (!found) return null;
  const params: Params = {};
  for (const [index, name] of names.entries()) {
    const value = decoded(found[index + 1] ?? '');
    if (value === null) return null;
    params[name] = value;
  }
  return params;
}

/** A query string in one fixed order, without its empty parts: equal views get equal addresses. */
export function search(query: Record<string, string | number | null | undefined>): string {
  const parts = new URLSearchParams();
  for (const name of Object.keys(query).sort()) {
    const value = query[name];
    if (value !== null && value !== undefined && value !== '') parts.set(name, String(value));
  }
  const text = parts.toString();
  return text ? `?${text}` : '';
}
