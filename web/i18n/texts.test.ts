// Every word a reader sees goes through msg(): templates are parsed, and a bare literal fails with its place.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const FOLDERS = ['app', 'charts', 'court', 'elements', 'pages'];
const ROOT = join(import.meta.dirname, '..');
const TAGS = new Set(['html', 'svg']);
const SPOKEN = /(?:aria-label|aria-roledescription|aria-description|title|placeholder|alt)=(["'])((?:(?!\1).)*\1|(?!\1)[^>]*)/g;
const MARKUP = /<!--.*?-->|<\/?[a-z][^>]*>/gis;
/** The name of the house, names of keys, signs and units are the same in every language. */
const ANYWHERE = /\b(Rallyboard|ms|Esc|Space|Enter|W|S|s)\b/g;
const LETTERS = /\p{L}{1,}/u;

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name));
}

/** The literal words of one template: its text and its spoken attributes, holes cut out. */
function words(template: ts.TemplateLiteral): string[] {
  const parts = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template.text]
    : [template.head.text, ...template.templateSpans.map((span) => span.literal.text)];
  const whole = parts.join('\u0000');
  const spoken = [...whole.matchAll(SPOKEN)].map(([, , value]) => value ?? '');
  return [...whole.replace(MARKUP, ' ').split('\u0000'), ...spoken].map((text) => text.replace(ANYWHERE, ' ').trim());
}

function bare(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && TAGS.has(node.tag.getText())) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push(...words(node.template).filter((text) => LETTERS.test(text)).map((text) => `${path}:${line} ${text}`));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('texts', () => {
  it('are all given through msg()', () => {
    expect(FOLDERS.flatMap(sources).flatMap(bare)).toEqual([]);
  });

  it('are found where they are not', () => {
    const template = ts.createSourceFile('x.ts', 'html`<p title="Hi">Bare <b>${x}</b></p>`', ts.ScriptTarget.Latest, true);
    const [statement] = template.statements;
    const expression = (statement as ts.ExpressionStatement).expression as ts.TaggedTemplateExpression;
    expect(words(expression.template).filter((text) => LETTERS.test(text))).toEqual(['Bare', 'Hi"']);
  });
});
