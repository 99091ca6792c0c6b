// Questions to the person in small dialogs: the browser's own, so that focus stays in and Escape
// closes. Nothing is answered by closing.
import { element } from './dom.ts'
import type { Said } from './said.ts'

export interface Field {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly dir?: 'ltr' | 'rtl' | 'auto'
  readonly type?: 'text' | 'url'
  readonly lang?: string
  /** Choices instead of a text. */
  readonly options?: readonly (readonly [value: string, name: string])[]
}

export interface Question {
  readonly title: string
  readonly fields: readonly Field[]
  /** Address of a picture that the question is about. */
  readonly preview?: string
  /** A second way out besides "OK": takes something away. */
  readonly remove?: string
}

export type Answer = Readonly<Record<string, string>> | 'remove' | null

/** Asks; null when the person changed their mind. */
export function ask(question: Question, said: Said): Promise<Answer> {
  return new Promise((resolve) => {
    const inputs = question.fields.map(inputOf)
    const form = element(
      'form',
      { method: 'dialog' },
      element('h2', { id: 'ask-title' }, question.title),
      question.preview === undefined ? null : element('img', { src: question.preview, alt: '' }),
      ...question.fields.map((field, at) =>
        element('label', {}, element('span', {}, field.label), inputs[at]!),
      ),
      element(
        'p',
        { class: 'ways' },
        element('button', { value: 'ok' }, said('edOk')),
        question.remove === undefined
          ? null
          : element('button', { value: 'remove', class: 'quiet' }, question.remove),
        element('button', { value: '', class: 'quiet', formnovalidate: true }, said('edCancel')),
      ),
    )
    const dialog = element('dialog', { class: 'ask', 'aria-labelledby': 'ask-title' }, form)
    dialog.addEventListener('close', () => {
      dialog.remove()
      if (dialog.returnValue === 'remove') resolve('remove')
      else if (dialog.returnValue !== 'ok') resolve(null)
      else resolve(Object.fromEntries(inputs.map((input) => [input.name, input.value])))
    })
    document.body.append(dialog)
    dialog.showModal()
    inputs[0]?.focus()
  })
}

/**
 * Lets the person choose one of some pictures, or files of their own where that is allowed; null when
 * they changed their mind.
 */
export function choosePicture<Choice extends { readonly src: string; readonly name: string }>(
  choices: readonly Choice[],
  said: Said,
  takesFiles: boolean,
): Promise<Choice | readonly File[] | null> {
  return new Promise((resolve) => {
    let chosen: Choice | readonly File[] | null = null
    const files = element('input', {
      type: 'file',
      accept: 'image/jpeg,image/png,image/webp,image/avif,image/gif',
      multiple: true,
      onchange: () => {
        chosen = [...(files.files ?? [])]
        dialog.close()
      },
    })
    const dialog = element(
      'dialog',
      { class: 'ask wide', 'aria-labelledby': 'ask-title' },
      element('h2', { id: 'ask-title' }, said('edPicture')),
      takesFiles ? element('label', {}, element('span', {}, said('edBringPicture')), files) : null,
      choices.length === 0 ? element('p', {}, said('edNoPictures')) : null,
      element(
        'div',
        { class: 'shelf' },
        ...choices.map((choice) =>
          element(
            'button',
            {
              type: 'button',
              onclick: () => {
                chosen = choice
                dialog.close()
              },
            },
            element('img', { src: choice.src, alt: choice.name, loading: 'lazy' }),
          ),
        ),
      ),
      element(
        'p',
        { class: 'ways' },
        element(
          'button',
          { type: 'button', class: 'quiet', onclick: () => dialog.close() },
          said('edCancel'),
        ),
      ),
    )
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(chosen)
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}

function inputOf(field: Field): HTMLInputElement | HTMLSelectElement {
  const { name, value, options, dir, lang, type = 'text' } = field
  if (options === undefined)
    return element('input', { name, value, type, dir: dir ?? 'auto', lang: lang ?? null })
  return element(
    'select',
    { name },
    ...options.map(([key, shown]) =>
      element('option', { value: key, selected: key === value }, shown),
    ),
  )
}
