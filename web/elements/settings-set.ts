// One matter of the settings: what it is, what it is for, and how it stands.
import { html, nothing, type TemplateResult } from 'lit';
import { toast } from '../app/toast';
import { asProblem } from '../data/problem';
import { proven } from './prove-dialog';
import { problemText } from './states';

interface Looks {
  readonly id: string;
  readonly title: string | TemplateResult;
  readonly about?: string | TemplateResult;
}

export function set({ id, title, about }: Looks, body: unknown): TemplateResult {
  return html`
    <section class="rb-set" aria-labelledby=${id}>
      <div class="rb-set-head">
        <h2 id=${id}>${title}</h2>
        ${about ? html`<p>${about}</p>` : nothing}
      </div>
      ${body}
    </section>
  `;
}

/** Does what a button asked for, proving who asks where that is wanted; what goes wrong is said in a toast. */
export async function act(work: () => Promise<unknown>, said?: string): Promise<boolean> {
  try {
    const done = await proven(async () => {
      await work();
      return true;
    });
    if (done && said) toast(said);
    return done === true;
  } catch (thrown) {
    toast(problemText(asProblem(thrown)), { wrong: true });
    return false;
  }
}
