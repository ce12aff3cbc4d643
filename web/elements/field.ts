// A form's field: its label, its input, what helps to fill it in, and what is wrong with it, tied together for everyone.
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Form } from './form';
import { icons } from './icons';

export interface FieldLooks {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'url' | 'search' | 'password';
  readonly autocomplete?: string;
  readonly help?: string | TemplateResult;
  readonly value?: string;
  readonly required?: boolean;
  readonly minlength?: number;
  readonly maxlength?: number;
  readonly inputmode?: 'numeric' | 'text' | 'email';
  readonly pattern?: string;
  /** What to say when the pattern does not fit. */
  readonly title?: string;
  readonly placeholder?: string;
  readonly autofocus?: boolean;
  readonly wide?: boolean;
}

export function field(form: Form, looks: FieldLooks): TemplateResult {
  return framed(form, looks, input(form, looks, looks.type ?? 'text'));
}

/** A password: it can be looked at, pasted, and filled in by a password manager. */
export function passwordField(form: Form, looks: FieldLooks): TemplateResult {
  const shown = form.shown.has(looks.name);
  const label = shown ? msg('Hide the password') : msg('Show the password');
  return framed(
    form,
    looks,
    html`<div class="rb-password">
      ${input(form, { required: true, maxlength: 256, ...looks }, shown ? 'text' : 'password')}
      <button class="rb-icon-button" type="button" title=${label} aria-label=${label} aria-pressed=${shown ? 'true' : 'false'}
        aria-controls=${form.id(looks.name)} @click=${(press: Event) => turn(form, looks.name, press)}>
        ${shown ? icons.eyeOff() : icons.eye()}
      </button>
    </div>`,
  );
}

function turn(form: Form, name: string, press: Event): void {
  if (!form.shown.delete(name)) form.shown.add(name);
  form.forgive(press);
  form.refresh();
}

function input(form: Form, looks: FieldLooks, type: string): TemplateResult {
  const wrong = form.wrong(looks.name) !== '';
  const id = form.id(looks.name);
  return html`<input
    class="form-control ${wrong ? 'is-invalid' : ''}"
    id=${id}
    name=${looks.name}
    type=${type}
    .defaultValue=${looks.value ?? ''}
    autocomplete=${ifDefined(looks.autocomplete)}
    autocapitalize=${type === 'text' ? nothing : 'none'}
    spellcheck="false"
    minlength=${ifDefined(looks.minlength)}
    maxlength=${ifDefined(looks.maxlength)}
    inputmode=${ifDefined(looks.inputmode)}
    pattern=${ifDefined(looks.pattern)}
    title=${ifDefined(looks.title)}
    placeholder=${ifDefined(looks.placeholder)}
    ?required=${looks.required ?? false}
    ?autofocus=${looks.autofocus ?? false}
    aria-describedby="${id}-help ${id}-wrong"
    aria-invalid=${wrong ? 'true' : 'false'}
    @input=${form.forgive}
  />`;
}

/** Label above, help and trouble below; both are read out with the field. */
export function framed(form: Form, looks: Pick<FieldLooks, 'name' | 'label' | 'help'>, inner: TemplateResult): TemplateResult {
  const id = form.id(looks.name);
  return html`
    <div class="rb-field">
      <label class="form-label" for=${id}>${looks.label}</label>
      ${inner}
      <div class="form-text" id="${id}-help">${looks.help ?? nothing}</div>
      <p class="rb-field-wrong" id="${id}-wrong">${form.wrong(looks.name) || nothing}</p>
    </div>
  `;
}

export function submit(form: Form, label: string, quiet = false): TemplateResult {
  return html`<button class="btn ${quiet ? 'rb-btn-quiet' : 'rb-btn'}" type="submit" ?disabled=${form.busy}>${label}</button>`;
}
