// How the house bots think: one look a second, a plan, keys. And who they are.
import { localized, msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { Page } from '../app/page';
import levels from '../data/levels.json';
import { bots } from '../data/players';
import type { Bot } from '../data/shapes';
import '../elements/avatar';
import { levelName, levelPips } from '../elements/level';
import { lookArt } from '../elements/look-art';
import { loading, wentWrong } from '../elements/states';

@localized()
@customElement('rb-ai-page')
export class AiPage extends Page {
  readonly #bots = new Asking<Bot[]>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.heading = msg('How the AI works');
    void this.#bots.ask('bots', bots).then(() => this.settled());
  }

  protected override render(): TemplateResult {
    return html`
      <div class="rb-page rb-prose">
        <div class="rb-page-head">
          <h1>${msg('How the AI works')}</h1>
          <p class="rb-lead">${msg('House bots play under your rules: the same paddle, the same keys, and one look at the court a second.')}</p>
        </div>
        <section class="rb-section" aria-labelledby="look">
          <h2 id="look">${msg('One look a second')}</h2>
          ${lookArt()}
          <p>${msg('A bot sees the court at most once every 240 ticks, which is one second. Between two looks it is blind: it acts on the plan it made. It knows how a ball bounces off walls, so it can work out where the ball it saw will arrive. What you do after its look, it has to guess.')}</p>
        </section>
        <section class="rb-section" aria-labelledby="plan">
          <h2 id="plan">${msg('What it does with a look')}</h2>
          <ol class="rb-steps">
            <li>${msg('It follows the ball it saw to its own side, wall bounces included, as far as its level can read them.')}</li>
            <li>${msg('If the ball comes towards it, it picks where on the paddle to meet it, far from you if its level likes to attack.')}</li>
            <li>${msg('If the ball flies away, it goes home. The upper levels lean towards the return they expect from your position.')}</li>
            <li>${msg('It turns that into key down and key up, each a little late and a little off, as its level has it.')}</li>
          </ol>
        </section>
        ${this.#limits()} ${this.#levels()} ${this.#roster()}
      </div>
    `;
  }

  #limits(): TemplateResult {
    return html`
      <section class="rb-section" aria-labelledby="limits">
        <h2 id="limits">${msg('What no bot can do')}</h2>
        <ul class="rb-plain">
          <li>${msg('Move faster than you: one paddle speed holds for everybody.')}</li>
          <li>${msg('Touch its paddle: it presses the same three keys through the same door as you.')}</li>
          <li>${msg('Look twice in a second: the rules of the house refuse it, and every look is written into the match log.')}</li>
          <li>${msg('Search for a path: there is no A* in here, only the flight of a ball.')}</li>
        </ul>
      </section>
    `;
  }

  #levels(): TemplateResult {
    return html`
      <section class="rb-section" aria-labelledby="levels">
        <h2 id="levels">${msg('Five levels')}</h2>
        <div class="rb-table-room" tabindex="0" role="region" aria-label=${msg('Table of the levels')}>
          <table class="table rb-table">
            <thead>
              <tr>
                <th scope="col">${msg('Level')}</th>
                <th scope="col" class="is-number">${msg('Reacts after')} <small>ms</small></th>
                <th scope="col" class="is-number">${msg('Aims off by')} <small>${msg('units')}</small></th>
                <th scope="col" class="is-number">${msg('Bounces read')}</th>
                <th scope="col" class="is-number">${msg('Lapses')} <small>%</small></th>
                <th scope="col" class="is-number">${msg('Attacks')} <small>%</small></th>
                <th scope="col" class="is-number">${msg('Guesses')} <small>%</small></th>
              </tr>
            </thead>
            <tbody>
              ${levels.map((row) => html`
                <tr>
                  <th scope="row">${levelPips(row.level)} ${levelName(row.level)}</th>
                  <td class="is-number">${row.react_ms}</td><td class="is-number">${row.aim_sd_u}</td>
                  <td class="is-number">${row.bounces === 'all' ? msg('all') : row.bounces}</td>
                  <td class="is-number">${row.lapse_pct}</td><td class="is-number">${row.attack_pct}</td>
                  <td class="is-number">${row.guess_pct}</td>
                </tr>
              `)}
            </tbody>
          </table>
        </div>
        <p class="rb-quiet">${msg('The court is 1600 by 900 units, a paddle 150. Aims are off by the standard deviation given; lapses are the looks at which a bot is not with it. The more it attacks, the farther from you it plays; the more it guesses, the more it moves before you strike.')}</p>
      </section>
    `;
  }

  #roster(): TemplateResult {
    const { value, problem } = this.#bots;
    const grouped = value && levels.map(({ level }) => [level, value.filter((bot) => bot.level === level)] as const);
    return html`
      <section class="rb-section" aria-labelledby="roster">
        <h2 id="roster">${msg('Meet them')}</h2>
        <p>${msg('Each has a level and a character: quick or late, tidy or loose, a favourite place to wait, a corner it does not like. Their boards show it.')}</p>
        ${problem ? wentWrong(problem, this.#bots.retry) : grouped ? grouped.map(([level, some]) => this.#group(level, some)) : loading(5)}
      </section>
    `;
  }

  #group(level: number, some: readonly Bot[]): TemplateResult {
    return html`
      <h3 class="rb-roster-level">${levelPips(level)} ${levelName(level)} <small>${msg(str`${some.length} bots`)}</small></h3>
      <ul class="rb-roster">
        ${some.map((bot) => html`
          <li><a href="/players/${bot.slug}" title=${bot.about}><rb-avatar .seed=${bot.player_key}></rb-avatar>${bot.name}</a></li>
        `)}
      </ul>
    `;
  }
}
