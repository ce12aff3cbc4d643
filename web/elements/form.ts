// A form's manners: it says what is wrong beside the field, moves there, sends once, and keeps what was typed.
import { msg } from '@lit/localize';
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { asProblem, type Problem } from '../data/problem';
import { problemText, wholeProblem } from './states';

type Host = ReactiveControllerHost & HTMLElement;
/** What was typed, by field name; spaces around it are not meant, except in a password. */
export type Typed = Readonly<Record<string, string>>;

export class Form implements ReactiveController {
  busy = false;
  problem: Problem | null = null;
  /** Passwords that are shown as text now, by field name. */
  readonly shown = new Set<string>();
  #wrong = new Map<string, string>();

  /** `name` keeps the fields of several forms on one page apart. */
  constructor(
    private readonly host: Host,
    readonly name: string,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing to hold on to: the form lives in the host's template.
  }

  id(field: string): string {
    return `rb-${this.name}-${field}`;
  }

  /** What is wrong with a field, in words; empty while nothing is known to be. */
  wrong(field: string): string {
    return this.#wrong.get(field) ?? '';
  }

  /** Checks, sends, and tells whether it went well; a failure is shown and focus moves to it. */
  async send(sent: Event, work: (typed: Typed) => Promise<unknown>): Promise<boolean> {
    sent.preventDefault();
    const form = sent.currentTarget as HTMLFormElement;
    if (this.busy || !this.#checked(form)) return false;
    this.#turn(true);
    try {
      await work(typedIn(form));
      return this.#wrong.size === 0;
    } catch (thrown) {
      this.#blame(asProblem(thrown), form);
      return false;
    } finally {
      this.#turn(false);
      if (this.problem ?? this.#wrong.size) void this.#lead(form);
    }
  }

  /** Nothing is known to be wrong: the form turned to something else. */
  calm(): void {
    this.problem = null;
    this.#wrong.clear();
  }

  readonly refresh = (): void => this.host.requestUpdate();

  /** Says something is wrong with a field; used for what only the page can know. */
  reject(field: string, words: string): void {
    this.#wrong.set(field, words);
    this.host.requestUpdate();
  }

  /** What was wrong with a field is forgotten as soon as it is changed. */
  readonly forgive = (typed: Event): void => {
    if (this.#wrong.delete((typed.target as HTMLInputElement).name)) this.host.requestUpdate();
  };

  /** What went wrong with the form as a whole. */
  trouble(): TemplateResult {
    return html`<p class="rb-form-wrong" role="alert" tabindex="-1">${this.problem ? wholeProblem(this.problem) : nothing}</p>`;
  }

  #turn(busy: boolean): void {
    this.busy = busy;
    if (busy) this.calm();
    this.host.requestUpdate();
  }

  #checked(form: HTMLFormElement): boolean {
    this.calm();
    for (const field of fieldsOf(form)) {
      const words = complaint(field);
      if (words) this.#wrong.set(field.name, words);
    }
    this.host.requestUpdate();
    if (this.#wrong.size) void this.#lead(form);
    return this.#wrong.size === 0;
  }

  #blame(problem: Problem, form: HTMLFormElement): void {
    const field = fieldsOf(form).find(({ name }) => name === problem.field);
    if (field) this.#wrong.set(field.name, problemText(problem));
    else this.problem = problem;
  }

  /** Focus goes to the first thing that is wrong. */
  async #lead(form: HTMLFormElement): Promise<void> {
    await this.host.updateComplete;
    const first = fieldsOf(form).find(({ name }) => this.#wrong.has(name));
    (first ?? form.querySelector<HTMLElement>('.rb-form-wrong'))?.focus();
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const fieldsOf = (form: HTMLFormElement): Field[] => [...form.querySelectorAll<Field>('input, textarea, select')];

function typedIn(form: HTMLFormElement): Typed {
  const given = fieldsOf(form).filter((field) => field.type !== 'checkbox' && (field.type !== 'radio' || (field as HTMLInputElement).checked));
  return Object.fromEntries(given.map(({ name, type, value }) => [name, type === 'password' || name.startsWith('password') ? value : value.trim()]));
}

/** What the browser itself finds wrong with a field, in our words. */
function complaint(field: Field): string {
  const { validity } = field;
  if (validity.valid && !(field.required && !field.value.trim())) return '';
  if (validity.valueMissing || !field.value.trim()) return msg('Please fill this in.');
  if (validity.typeMismatch) return field.type === 'email' ? msg('That does not look like a mail address.') : msg('That does not look like a web address.');
  if (validity.tooShort) return msg('That is too short.');
  if (validity.patternMismatch) return field.title || msg('That does not look right.');
  return field.validationMessage;
}
