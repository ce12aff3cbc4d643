// Settings, profile: the picture, a few words, the country and links that the player page shows.
import { localized, msg, str } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { toast } from '../app/toast';
import { countries } from '../data/countries';
import { changeProfile, profile } from '../data/profile';
import type { Account, Profile } from '../data/shapes';
import '../elements/avatar-edit';
import { field, framed, submit } from '../elements/field';
import { Form, type Typed } from '../elements/form';
import { LightElement } from '../elements/light';
import { set } from '../elements/settings-set';
import { loading, wentWrong } from '../elements/states';

const LINKS = [0, 1, 2, 3, 4] as const;
const WORDS = 400;

@localized()
@customElement('rb-settings-profile')
export class SettingsProfile extends LightElement {
  @property({ attribute: false }) player!: Account['player'];
  readonly #profile = new Asking<Profile>(this);
  readonly #form = new Form(this, 'profile');

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { slug } = this.player;
    if (changed.get('player')?.slug !== slug) void this.#profile.ask(`profile ${slug}`, () => profile(slug));
  }

  protected override render(): TemplateResult {
    const about = html`${msg('What your page tells besides your board.')} <a href="/players/${this.player.slug}">${msg('See it')}</a>`;
    return set({ id: 'profile', title: msg('Profile'), about }, this.#body());
  }

  #body(): TemplateResult {
    const { value, problem } = this.#profile;
    if (problem) return wentWrong(problem, this.#profile.retry);
    if (!value) return loading(5);
    return html`
      <rb-avatar-edit .player=${this.player} .src=${value.avatar}></rb-avatar-edit>
      <form class="rb-form" novalidate @submit=${(sent: Event) => void this.#send(sent)}>
        ${this.#about(value)} ${this.#country(value)} ${this.#links(value)} ${this.#form.trouble()}
        <div class="rb-form-end">${submit(this.#form, msg('Save'))}</div>
      </form>
    `;
  }

  #about(value: Profile): TemplateResult {
    const id = this.#form.id('about');
    const looks = { name: 'about', label: msg('About you'), help: msg(str`Up to ${WORDS} characters.`) };
    return framed(this.#form, looks, html`<textarea class="form-control" id=${id} name="about" rows="3" maxlength=${WORDS}
      aria-describedby="${id}-help ${id}-wrong" .defaultValue=${value.about ?? ''} @input=${this.#form.forgive}></textarea>`);
  }

  #country(value: Profile): TemplateResult {
    const id = this.#form.id('country');
    return framed(this.#form, { name: 'country', label: msg('Country') }, html`<select class="form-select" id=${id} name="country"
      autocomplete="country" aria-describedby="${id}-help ${id}-wrong">
      <option value="" ?selected=${!value.country}>${msg('Not said')}</option>
      ${countries().map(({ code, name }) => html`<option value=${code} ?selected=${code === value.country}>${name}</option>`)}
    </select>`);
  }

  /** As many as there are, and room for one more. */
  #links(value: Profile): TemplateResult[] {
    return LINKS.slice(0, value.links.length + 1).map((at) => this.#link(value, at));
  }

  #link(value: Profile, at: number): TemplateResult {
    return field(this.#form, { name: `link${at}`, label: at ? msg('Another link') : msg('Link'), type: 'url', maxlength: 200, autocomplete: 'url', placeholder: 'https://', value: value.links[at] ?? '' });
  }

  async #send(sent: Event): Promise<void> {
    const good = await this.#form.send(sent, async (typed) => {
      this.#profile.value = await changeProfile(change(typed));
    });
    if (good) toast(msg('Saved'));
  }
}

function change(typed: Typed): { about: string | null; country: string | null; links: string[] } {
  const links = LINKS.map((at) => typed[`link${at}`] ?? '').filter((link) => link !== '');
  return { about: typed.about ?? null, country: typed.country === '' ? null : (typed.country ?? null), links };
}
