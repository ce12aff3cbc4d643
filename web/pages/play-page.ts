// Play: against whom, under which rules. Classic is one click; everything else is in the address.
import { localized, msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { Page } from '../app/page';
import { search } from '../app/paths';
import { router } from '../app/router';
import { toast } from '../app/toast';
import { RULESETS, ruleset } from '../court/engine/rulesets';
import '../court/ui/preview-element';
import { createMatch, quickMatch } from '../data/matches';
import { signedIn } from '../data/me';
import { bots } from '../data/players';
import { asProblem } from '../data/problem';
import type { Bot, MatchCard } from '../data/shapes';
import { levelName } from '../elements/level';
import { rulesName } from '../elements/match-words';
import { problemText } from '../elements/states';
import { type Way, wayArt } from '../elements/way-art';
import '../styles/court.css';
import { botChoice } from './play-page-bots';
import { type Choice, chosen, type Mode, MODES, usualRules } from './play-page-choice';

@localized()
@customElement('rb-play-page')
export class PlayPage extends Page {
  @state() private opening = false;
  readonly #bots = new Asking<Bot[]>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#bots.ask('bots', bots).then(() => this.settled());
  }

  protected override willUpdate(): void {
    this.heading = msg('Play');
  }

  /** An opponent that a link names brings its own level along. */
  get #choice(): Choice {
    const choice = chosen(this.query);
    const named = this.query.has('level') ? undefined : this.#bots.value?.find(({ slug }) => slug === choice.opponent);
    return named ? { ...choice, level: named.level } : choice;
  }

  #choose(change: Partial<Choice>): void {
    const { mode, rules, level, opponent } = { ...this.#choice, ...change };
    router.replace(`/play${search({ mode, rules: rules === usualRules() ? null : rules, level, opponent })}`);
  }

  protected override render(): TemplateResult {
    const choice = this.#choice;
    return html`
      <div class="rb-page rb-play-page">
        <h1>${msg('Play')}</h1>
        <div class="rb-play-split">
          <form class="rb-choices" @submit=${(sent: Event) => this.#send(sent)}>
            ${this.#modes(choice)} ${this.#rules(choice)} ${this.#details(choice)}
            <div class="rb-play-go">${this.#go(choice)}</div>
          </form>
          ${this.#preview(choice)}
        </div>
      </div>
    `;
  }

  #modes(choice: Choice): TemplateResult {
    const ways: Record<Mode, readonly [Way, string]> = {
      bot: ['house', msg('Against the house')],
      local: ['keyboard', msg('Two on one keyboard')],
      casual: ['browsers', msg('Two browsers')],
    };
    return html`
      <fieldset class="rb-choice rb-mode-choice">
        <legend>${msg('Against whom')}</legend>
        ${MODES.map((mode) => this.#option('mode', mode, mode === choice.mode, () => this.#choose({ mode }), html`${wayArt(ways[mode][0])}<span>${ways[mode][1]}</span>`))}
      </fieldset>
    `;
  }

  #rules(choice: Choice): TemplateResult {
    return html`
      <fieldset class="rb-choice rb-rules-choice">
        <legend>${msg('Rules, first to')}</legend>
        ${[...RULESETS.keys()]
          .sort(byTarget)
          .map((rules) =>
            this.#option(
              'rules',
              rules,
              rules === choice.rules,
              () => this.#choose({ rules }),
              html`<span class="rb-option-full">${rulesName(rules)}</span>
                <span class="rb-option-short" aria-hidden="true">${ruleset(rules).target}</span>`,
            ),
          )}
      </fieldset>
    `;
  }

  #option(name: string, value: string, on: boolean, choose: () => void, label: TemplateResult): TemplateResult {
    return html`
      <label class="rb-option">
        <input
          class="visually-hidden"
          type="radio"
          name=${name}
          value=${value}
          .checked=${on}
          @change=${choose}
        />${label}
      </label>
    `;
  }

  #details(choice: Choice): TemplateResult {
    if (choice.mode === 'bot') return botChoice(this.#bots, choice, (change) => this.#choose(change));
    if (choice.mode === 'casual') {
      return html`<p class="rb-quiet">${msg('Send a link to whom you want to play, or take whoever asks next.')}</p>`;
    }
    return html`
      <div class="rb-second">
        <label class="form-label" for="rb-alias2">${msg('Who plays on the right?')}</label>
        <input
          class="form-control"
          id="rb-alias2"
          name="alias2"
          minlength="2"
          maxlength="24"
          autocomplete="off"
          spellcheck="false"
          placeholder=${msg('Second player')}
        />
      </div>
    `;
  }

  #go(choice: Choice): TemplateResult {
    const rules = rulesName(choice.rules);
    if (choice.mode === 'local')
      return this.#button('play', msg('Play'), msg(str`${rules}, W and S against the arrows`));
    if (choice.mode === 'bot') return this.#button('play', msg('Play'), `${rules}, ${this.#against(choice)}`);
    return html`
      ${this.#button('invite', msg('Invite'), msg(str`${rules}, by a link you send`))}
      <button class="btn rb-btn-quiet rb-quick" name="act" value="quick" ?disabled=${this.opening}>
        ${msg('Quick match')}
      </button>
    `;
  }

  #against({ opponent, level }: Choice): string {
    const bot = this.#bots.value?.find(({ slug }) => slug === opponent);
    return bot ? msg(str`against ${bot.name}`) : msg(str`level ${levelName(level)}`);
  }

  #button(act: string, title: string, about: string): TemplateResult {
    return html`
      <button class="rb-play" name="act" value=${act} ?disabled=${this.opening}>
        <span>${title}</span><small>${about}</small>
      </button>
    `;
  }

  #preview(choice: Choice): TemplateResult {
    return html`
      <figure class="rb-preview">
        <rb-preview rules=${choice.rules}></rb-preview>
        <figcaption>${preview(choice)}</figcaption>
      </figure>
    `;
  }

  #send(sent: Event): void {
    sent.preventDefault();
    const form = sent.target as HTMLFormElement;
    const act = ((sent as SubmitEvent).submitter as HTMLButtonElement | null)?.value ?? 'play';
    const alias2 = new FormData(form).get('alias2');
    void this.#open(act, typeof alias2 === 'string' && alias2.trim() ? alias2.trim() : null);
  }

  async #open(act: string, alias2: string | null): Promise<void> {
    if (!(await signedIn())) return;
    this.opening = true;
    try {
      const card = await this.#make(act, alias2);
      router.go(`/matches/${card.id}`);
    } catch (thrown) {
      toast(problemText(asProblem(thrown)), { wrong: true });
    } finally {
      this.opening = false;
    }
  }

  #make(act: string, alias2: string | null): Promise<MatchCard> {
    const { mode, rules, level, opponent } = this.#choice;
    if (act === 'quick') return quickMatch(rules);
    if (mode === 'bot') return createMatch({ mode, ruleset: rules, ...(opponent ? { opponent } : { level }) });
    return createMatch({ mode, ruleset: rules, ...(mode === 'local' ? { alias2 } : {}) });
  }
}

function byTarget(a: string, b: string): number {
  return ruleset(a).target - ruleset(b).target;
}

function preview({ rules }: Choice): string {
  const { target } = ruleset(rules);
  return msg(
    str`First to ${target}, two points ahead. The ball gets faster with every hit; where it meets your paddle sets the angle.`,
  );
}
