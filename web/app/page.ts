// A page is an element the router shows; it knows its parameters, its query, and says its own name.
import { property } from 'lit/decorators.js';
import { LightElement } from '../elements/light';
import type { Params } from './paths';

export const HEADING = 'rb-heading';
export const SETTLED = 'rb-settled';

export abstract class Page extends LightElement {
  @property({ attribute: false }) params: Params = {};
  @property({ attribute: false }) query = new URLSearchParams();
  #heading = '';

  get heading(): string {
    return this.#heading;
  }

  /** The page's name for the window's title and for screen readers. */
  set heading(text: string) {
    if (text === this.#heading) return;
    this.#heading = text;
    this.dispatchEvent(new CustomEvent(HEADING, { detail: text, bubbles: true }));
  }

  /** Call when the first data is on screen: a reader who came back is put where they were. */
  settled(): void {
    void this.updateComplete.then(() => this.dispatchEvent(new CustomEvent(SETTLED, { bubbles: true })));
  }
}
