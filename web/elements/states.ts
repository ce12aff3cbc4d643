// The designed states: loading, nothing yet, too few to say, and gone wrong. Every list and figure uses these.
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../data/problem';
import { unbroken } from '../i18n/format';

/** Grey shapes in place of what is coming; `lines` sets how tall. */
export function loading(lines = 3): TemplateResult {
  return html`
    <div class="rb-loading" role="status">
      <span class="visually-hidden">${msg('Loading')}</span>
      ${Array.from({ length: lines }, () => html`<div class="rb-bone" aria-hidden="true"></div>`)}
    </div>
  `;
}

/** The outline of a board while it is made: its sentence, its numbers, its first figure. */
export function boardLoading(): TemplateResult {
  return html`
    <div class="rb-board-loading" role="status">
      <span class="visually-hidden">${msg('Loading')}</span>
      <div class="rb-bone is-sentence" aria-hidden="true"></div>
      <div class="rb-bone is-sentence is-short" aria-hidden="true"></div>
      <div class="rb-tiles-heroes" aria-hidden="true">
        ${[1, 2, 3].map(() => html`<div><div class="rb-bone is-label"></div><div class="rb-bone is-number"></div></div>`)}
      </div>
      <div class="rb-bone is-figure" aria-hidden="true"></div>
    </div>
  `;
}

/** A name plate while its player is looked up. */
export function plateLoading(): TemplateResult {
  return html`
    <div class="rb-plate" aria-hidden="true">
      <div class="rb-bone is-avatar"></div>
      <div><div class="rb-bone is-name"></div><div class="rb-bone is-label"></div></div>
    </div>
  `;
}

/** An empty place that says what fills it. */
export function nothingYet(title: string, text: string, action: TemplateResult | typeof nothing = nothing): TemplateResult {
  return html`
    <div class="rb-state">
      ${emptyCourt()}
      <p class="rb-state-title">${title}</p>
      <p>${text}</p>
      ${action}
    </div>
  `;
}

/** A sample on its way to its threshold, and what to do about it. */
export function tooFew(n: number, needed: number, todo: string): TemplateResult {
  const x = Math.round(8 + 184 * (needed > 0 ? Math.min(1, n / needed) : 0));
  return html`
    <div class="rb-state rb-too-few">
      <svg viewBox="0 0 200 24" width="200" height="24" aria-hidden="true">
        <line class="rb-meter-track" x1="8" y1="12" x2="192" y2="12"></line>
        <line class="rb-meter-done" x1="8" y1="12" x2=${x} y2="12"></line>
        <circle class="rb-meter-ball" cx=${x} cy="12" r="6"></circle>
        <rect class="rb-meter-goal" x="190" y="2" width="4" height="20" rx="2"></rect>
      </svg>
      <p class="rb-state-title">${unbroken(todo)}</p>
    </div>
  `;
}

/** What went wrong in plain words, with a way out. */
export function wentWrong(problem: Problem, retry: () => void): TemplateResult {
  return html`
    <div class="rb-state rb-wrong" role="alert">
      ${netCourt()}
      <p class="rb-state-title">${problemTitle(problem)}</p>
      <p>${problemText(problem)}</p>
      <button class="btn rb-btn-quiet" type="button" @click=${retry}>${msg('Try again')}</button>
    </div>
  `;
}

export function problemTitle(problem: Problem): string {
  if (problem.unreachable) return msg('No answer from the server');
  if (problem.missing) return msg('There is nothing here');
  if (problem.status >= 500) return msg('That one is on us');
  return problem.title || msg('That did not work');
}

export function problemText(problem: Problem): string {
  if (problem.unreachable) return msg('Check your connection. What you were doing is kept.');
  if (problem.detail) return problem.detail;
  if (problem.status >= 500) return msg(str`The server could not answer (${problem.status}). Please try again in a moment.`);
  return problem.title || msg('Please try again.');
}

/** Title and text: what is wrong, and what to do about it. */
export function wholeProblem(problem: Problem): string | TemplateResult {
  const [title, text] = [problemTitle(problem), problemText(problem)];
  return title === text ? text : html`<b>${title}.</b> ${text}`;
}

const emptyCourt = (): TemplateResult => html`
  <svg class="rb-state-art" viewBox="0 0 96 54" width="96" height="54" aria-hidden="true">
    <rect class="rb-art-court" width="96" height="54" rx="6"></rect>
    <line class="rb-art-line" x1="48" y1="6" x2="48" y2="48" stroke-dasharray="2 4"></line>
    <rect class="rb-art-0" x="8" y="18" width="3" height="14" rx="1.5"></rect>
    <rect class="rb-art-1" x="85" y="24" width="3" height="14" rx="1.5"></rect>
    <circle class="rb-art-ball" cx="48" cy="27" r="3"></circle>
  </svg>
`;

const netCourt = (): TemplateResult => html`
  <svg class="rb-state-art" viewBox="0 0 96 54" width="96" height="54" aria-hidden="true">
    <rect class="rb-art-court" width="96" height="54" rx="6"></rect>
    <path class="rb-art-line" d="M12 12 40 40 62 18 92 46" fill="none" stroke-dasharray="2 4"></path>
    <rect class="rb-art-0" x="8" y="8" width="3" height="14" rx="1.5"></rect>
    <rect class="rb-art-1" x="85" y="10" width="3" height="14" rx="1.5"></rect>
    <circle class="rb-art-ball" cx="92" cy="46" r="3"></circle>
  </svg>
`;
