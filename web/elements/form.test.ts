import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../data/problem';
import { field, passwordField, submit } from './field';
import { Form, type Typed } from './form';
import { LightElement } from './light';

@customElement('x-form')
class Sample extends LightElement {
  readonly form = new Form(this, 'x');
  work = vi.fn<(typed: Typed) => Promise<unknown>>(() => Promise.resolve());

  protected override render(): TemplateResult {
    return html`<form novalidate @submit=${(sent: Event) => void this.form.send(sent, this.work)}>
      ${field(this.form, { name: 'email', label: 'Mail', type: 'email', required: true })}
      ${passwordField(this.form, { name: 'password', label: 'Password' })} ${this.form.trouble()} ${submit(this.form, 'Go')}
    </form>`;
  }
}

let sample: Sample;
const input = (name: string): HTMLInputElement => sample.querySelector<HTMLInputElement>(`[name=${name}]`) ?? document.createElement('input');
async function send(email: string, password: string): Promise<void> {
  input('email').value = email;
  input('password').value = password;
  sample.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await vi.waitFor(() => expect(sample.form.busy).toBe(false));
  await new Promise((resolve) => setTimeout(resolve));
}

beforeEach(async () => {
  sample = new Sample();
  document.body.append(sample);
  await sample.updateComplete;
});
afterEach(() => sample.remove());

describe('form', () => {
  it('says what is missing beside the field, ties it to it, and moves there', async () => {
    await send('', 'secret words');
    expect(sample.work).not.toHaveBeenCalled();
    expect(sample.querySelector('#rb-x-email-wrong')?.textContent).toBe('Please fill this in.');
    expect(input('email').getAttribute('aria-describedby')).toContain('rb-x-email-wrong');
    expect(input('email').getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(input('email'));
  });

  it('sends what was typed: spaces around count in a password only', async () => {
    await send(' ada@example.org ', ' secret words ');
    expect(sample.work).toHaveBeenCalledWith({ email: 'ada@example.org', password: ' secret words ' });
  });

  it('puts the server’s word to the field that it names', async () => {
    sample.work.mockRejectedValueOnce(new Problem(400, 'accounts/weak_password', 'Weak', 'Too common.', 'password'));
    await send('ada@example.org', 'password password');
    expect(sample.querySelector('#rb-x-password-wrong')?.textContent).toBe('Too common.');
    expect(document.activeElement).toBe(input('password'));
  });

  it('says aloud what concerns no field', async () => {
    sample.work.mockRejectedValueOnce(new Problem(401, 'accounts/wrong_credentials', 'Wrong', 'They do not belong together.'));
    await send('ada@example.org', 'secret words');
    const alert = sample.querySelector('[role=alert]');
    expect(alert?.textContent).toBe('Wrong. They do not belong together.');
    expect(document.activeElement).toBe(alert);
  });

  it('forgets a complaint as soon as the field is changed', async () => {
    await send('', 'secret words');
    input('email').dispatchEvent(new Event('input', { bubbles: true }));
    await sample.updateComplete;
    expect(sample.querySelector('#rb-x-email-wrong')?.textContent.trim()).toBe('');
  });

  it('shows a password and hides it again', async () => {
    const toggle = sample.querySelector<HTMLButtonElement>('.rb-password button');
    toggle?.click();
    await sample.updateComplete;
    expect([input('password').type, toggle?.getAttribute('aria-pressed')]).toEqual(['text', 'true']);
    toggle?.click();
    await sample.updateComplete;
    expect(input('password').type).toBe('password');
  });
});
