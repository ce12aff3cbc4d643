// Which house bot: five levels, and under each the bots by name.
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Asking } from '../app/asking';
import type { Bot } from '../data/shapes';
import { levelName, levelPips } from '../elements/level';
import { problemText } from '../elements/states';
import { type Choice, LEVELS } from './play-page-choice';

type Choose = (change: Partial<Choice>) => void;

export function botChoice(bots: Asking<Bot[]>, choice: Choice, choose: Choose): TemplateResult {
  return html`
    <fieldset class="rb-choice rb-level-choice">
      <legend>${msg('Level')}</legend>
      ${LEVELS.map(
        (level) => html`
          <label class="rb-option">
            <input
              class="visually-hidden"
              type="radio"
              name="level"
              value=${level}
              .checked=${level === choice.level}
              @change=${() => choose({ level, opponent: null })}
            />
            <span>${levelName(level)}</span>${levelPips(level)}
          </label>
        `,
      )}
    </fieldset>
    ${byName(bots, choice, choose)}
  `;
}

function byName(bots: Asking<Bot[]>, choice: Choice, choose: Choose): TemplateResult | typeof nothing {
  if (!bots.value) return bots.problem ? html`<p class="rb-quiet">${problemText(bots.problem)}</p>` : nothing;
  const here = bots.value.filter(({ level }) => level === choice.level);
  const bot = here.find(({ slug }) => slug === choice.opponent);
  return html`
    <div class="rb-opponent">
      <label class="form-label" for="rb-opponent">${msg('Opponent')}</label>
      <select
        class="form-select"
        id="rb-opponent"
        @change=${({ target }: Event) => choose({ opponent: (target as HTMLSelectElement).value || null })}
      >
        <option value="" ?selected=${!bot}>${msg('Anybody of this level')}</option>
        ${here.map(({ slug, name }) => html`<option value=${slug} ?selected=${slug === choice.opponent}>${name}</option>`)}
      </select>
      <p class="form-text">${bot?.about ?? msg('Every bot has its own habits. Pick one, or be surprised.')}</p>
    </div>
  `;
}
