// The TypeScript of the match socket, from the JSON Schema that `rallyboard wire` prints.
// `npx vitest run data/wire-source -u` writes wire.ts anew; without -u the same test fails while it is out of date.

export interface WireSchema {
  readonly version: number;
  readonly closes: Readonly<Record<string, number>>;
  readonly $defs: Readonly<Record<string, Shape>>;
}

export interface Shape {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly prefixItems?: readonly Shape[];
  readonly items?: Shape | boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
}

const HEAD = '// Generated from wire.schema.json by wire-source.ts; do not edit.\n';
const FEW = 4;

/** The whole module. */
export function wireSource(schema: WireSchema): string {
  const closes = Object.entries(schema.closes).map(([name, code]) => `  ${name}: ${code},\n`);
  const constants = `export const VERSION = ${schema.version};\n\nexport const CLOSE = {\n${closes.join('')}} as const;\n`;
  return [HEAD, constants, ...Object.entries(schema.$defs).map(([name, shape]) => named(name, shape))].join('\n');
}

function named(name: string, shape: Shape): string {
  const about = shape.description ? `/** ${shape.description} */\n` : '';
  if (!shape.properties) return `${about}export type ${name} = ${typeOf(shape)};\n`;
  const fields = Object.entries(shape.properties).map(([field, inner]) => `  readonly ${field}: ${typeOf(inner)};\n`);
  return `${about}export interface ${name} {\n${fields.join('')}}\n`;
}

function typeOf(shape: Shape): string {
  if (shape.$ref) return shape.$ref.slice(shape.$ref.lastIndexOf('/') + 1);
  if (shape.enum) return shape.enum.map(literal).join(' | ');
  if (shape.anyOf) return shape.anyOf.map(typeOf).join(' | ');
  if (shape.type === 'array') return listOf(shape);
  if (shape.type === 'integer' || shape.type === 'number') return numberOf(shape);
  if (shape.type === 'string' || shape.type === 'boolean') return shape.type;
  throw new Error(`no TypeScript is known for ${JSON.stringify(shape)}`);
}

function listOf({ prefixItems, items, minItems, maxItems }: Shape): string {
  if (prefixItems) {
    const parts = prefixItems.map(
      (part, at) => `${part.title ?? `item${at}`}${at < (minItems ?? 0) ? '' : '?'}: ${typeOf(part)}`,
    );
    return `readonly [${parts.join(', ')}]`;
  }
  const inner = typeof items === 'object' ? typeOf(items) : 'unknown';
  if (minItems !== undefined && minItems === maxItems)
    return `readonly [${Array<string>(minItems).fill(inner).join(', ')}]`;
  return `readonly ${items && inner.includes('|') ? `(${inner})` : inner}[]`;
}

/** A number of few possible values is spelt out, so that a key of 7 does not compile. */
function numberOf({ minimum, maximum }: Shape): string {
  if (minimum === undefined || maximum === undefined || maximum - minimum >= FEW) return 'number';
  return Array.from({ length: maximum - minimum + 1 }, (_, at) => literal(minimum + at)).join(' | ');
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}
