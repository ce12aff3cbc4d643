// The session board of one finished match; the match page shows it at the same address once play is over.
import { localized } from '@lit/localize';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Asking } from '../app/asking';
import { SETTLED } from '../app/page';
import { sessionBoard, sessionBoardKey } from '../data/boards';
import type { Board } from '../data/shapes';
import './board';
import { LightElement } from './light';
import { boardLoading, wentWrong } from './states';

/** A finished match is counted within two seconds; until then the board is asked for again. */
const AGAIN_MS = 1000;
const ATTEMPTS = 12;

@localized()
@customElement('rb-session-board')
export class SessionBoard extends LightElement {
  @property({ attribute: 'match-id' }) matchId = '';
  readonly #board = new Asking<Board>(this);
  #attempt = 0;
  #timer = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('matchId') && this.matchId) void this.#load();
  }

  async #load(): Promise<void> {
    const id = this.matchId;
    await this.#board.ask(sessionBoardKey(id), () => sessionBoard(id));
    if (this.#board.value) this.dispatchEvent(new CustomEvent(SETTLED, { bubbles: true }));
    else if (this.#counting) this.#timer = window.setTimeout(() => void this.#load(), AGAIN_MS);
    this.#attempt++;
  }

  get #counting(): boolean {
    return (this.#board.problem?.pending ?? false) && this.#attempt < ATTEMPTS;
  }

  protected override render(): TemplateResult {
    const { value, problem } = this.#board;
    if (value) return html`<rb-board .board=${value}></rb-board>`;
    if (!problem || this.#counting) return boardLoading();
    return wentWrong(problem, this.#board.retry);
  }
}
