// Parts of forms, each with its label: what a screen reader announces, what works without script.
import { cleanText } from '../model/clean.ts'
import { attribute, type Html, html, type Value } from '../render/html.ts'
import type { Visit } from './route.ts'

export interface Field {
  readonly label: string
  readonly name: string
  readonly value?: string
  readonly type?:
    | 'text'
    | 'password'
    | 'url'
    | 'datetime-local'
    | 'date'
    | 'number'
    | 'file'
    | 'color'
  /** A sentence under the label. */
  readonly hint?: string | undefined
  readonly required?: boolean
  readonly autocomplete?: string
  /** Language of what is typed; its direction follows the text. */
  readonly lang?: string
  readonly inputmode?: 'numeric' | 'url'
  readonly accept?: string
  readonly multiple?: boolean
}

/** A line to type in. */
export function field(given: Field): Html {
  const { label, name, value, type = 'text', hint, required = true, lang } = given
  const isText = type === 'text'
  return html`<p class="field"><label for="${name}">${label}</label>
${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}
<input id="${name}" name="${name}" type="${type}" ${[
    attribute('value', value ?? null),
    attribute('required', required ? '' : null),
    attribute('autocomplete', given.autocomplete ?? 'off'),
    attribute('aria-describedby', hint ? `${name}-hint` : null),
    attribute('dir', isText ? 'auto' : type === 'url' ? 'ltr' : null),
    attribute('lang', lang ?? null),
    attribute('inputmode', given.inputmode ?? null),
    attribute('accept', given.accept ?? null),
    attribute('multiple', given.multiple ? '' : null),
    attribute('spellcheck', isText && lang === undefined ? 'false' : null),
  ]}></p>`
}

/** A box for longer texts. */
export function area(given: Field & { readonly rows?: number }): Html {
  const { label, name, value = '', hint, required = true, lang, rows = 4 } = given
  return html`<p class="field"><label for="${name}">${label}</label>
${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}
<textarea id="${name}" name="${name}" rows="${rows}" dir="auto" ${[
    attribute('lang', lang ?? null),
    attribute('required', required ? '' : null),
    attribute('aria-describedby', hint ? `${name}-hint` : null),
  ]}>${value}</textarea></p>`
}

export interface Choice {
  readonly value: string
  readonly label: string
  readonly lang?: string
}

/** One of a list. */
export function select(given: {
  readonly label: string
  readonly name: string
  readonly value?: string | undefined
  readonly choices: readonly Choice[]
  readonly hint?: string
}): Html {
  const { label, name, value, choices, hint } = given
  return html`<p class="field"><label for="${name}">${label}</label>
${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}
<select id="${name}" name="${name}" ${attribute('aria-describedby', hint ? `${name}-hint` : null)}>${choices.map(
    (choice) =>
      html`<option value="${choice.value}" ${[
        attribute('selected', choice.value === value ? '' : null),
        attribute('lang', choice.lang ?? null),
      ]}>${choice.label}</option>`,
  )}</select></p>`
}

/** Several of a list, or one when `type` is radio. */
export function boxes(given: {
  readonly legend: string
  readonly name: string
  readonly values: readonly string[]
  readonly choices: readonly Choice[]
  readonly type?: 'checkbox' | 'radio'
  readonly hint?: string
}): Html {
  const { legend, name, values, choices, type = 'checkbox', hint } = given
  return html`<fieldset><legend>${legend}</legend>
${hint && html`<p class="hint">${hint}</p>`}
${choices.map((choice) => {
  const id = `${name}-${choice.value}`
  return html`<p class="box"><input id="${id}" type="${type}" name="${name}" value="${choice.value}" ${attribute('checked', values.includes(choice.value) ? '' : null)}> <label for="${id}">${choice.label}</label></p>`
})}
</fieldset>`
}

/** Something the form carries along unseen. */
export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

/** A form that posts; `label` is its button's. */
export function postForm(
  action: string,
  label: string,
  content: Value,
  kind: 'main' | 'quiet' | 'danger' = 'main',
): Html {
  return html`<form method="post" action="${action}">
${content}
<button class="${kind}">${label}</button>
</form>`
}

/** The text of a form's field; "" when it was not sent or is a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Words of a form's field that readers will see, without what no reader sees. */
export function wordsOf(form: FormData, name: string): string {
  return cleanText(textOf(form, name)).trim()
}

/** What fields are to show: as they were sent when that was refused, else as it is kept. */
export interface Sent {
  text(name: string, kept: string): string
  texts(name: string, kept: readonly string[]): readonly string[]
}

/** Nobody types twice: a form that comes back with its `fault` holds what was sent with it. */
export async function sentWith(visit: Pick<Visit, 'form'>, fault?: string): Promise<Sent> {
  const form = fault === undefined ? null : await visit.form()
  return {
    text: (name, kept) => (form?.has(name) ? textOf(form, name) : kept),
    texts: (name, kept) => (form === null ? kept : textsOf(form, name)),
  }
}

/** All texts sent under one name. */
export function textsOf(form: FormData, name: string): readonly string[] {
  return form.getAll(name).filter((value) => typeof value === 'string')
}
