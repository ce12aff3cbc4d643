// The root of all our elements: Lit in light DOM, so that one stylesheet dresses the whole site.
import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement } from 'lit';

export abstract class LightElement extends LitElement {
  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
