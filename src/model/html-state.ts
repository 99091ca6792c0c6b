// What holds for the text inside an HTML element: marks, language, direction, raised figures. Languages
// are believed only where the text's own script agrees.
import { textDirection } from '../text/bidi.ts'
import { direction, type Lang, parseLang, scriptOf } from '../text/lang.ts'
import { inlineStyle } from './html-elements.ts'
import { attributeOf, type HtmlElement } from './html-tree.ts'
import type { Marks } from './inline.ts'

export interface State {
  readonly marks: Marks
  readonly lang: Lang | null
  readonly dir: 'rtl' | 'ltr' | null
  readonly lines: boolean
  readonly raised: 'sup' | 'sub' | null
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const subscripts = '₀₁₂₃₄₅₆₇₈₉'

/** Inside an inline element; `link` is the address of an <a>, `own` the language of the whole. */
export function inlineState(
  state: State,
  element: HtmlElement,
  { link, own }: { readonly link: string | null; readonly own: Lang | undefined },
): State {
  const { tagName } = element
  const style = inlineStyle(element)
  let marks = state.marks
  if (style.strong !== null) marks = { ...marks, strong: style.strong }
  if (style.emphasis !== null) marks = { ...marks, emphasis: style.emphasis }
  if (link !== null) marks = { ...marks, link }
  const lang = langOf(element, own)
  if (lang !== null && lang !== state.lang) marks = { ...marks, phrase: { lang, dir: null } }
  else if (lang !== null) marks = { ...marks, phrase: null }
  const raised = tagName === 'sup' || tagName === 'sub' ? tagName : state.raised
  return { ...state, marks, raised }
}

/** Inside a block. */
export function blockState(state: State, element: HtmlElement, own: Lang | undefined): State {
  const dir = attributeOf(element, 'dir')?.toLowerCase()
  const style = inlineStyle(element)
  const marks = {
    ...state.marks,
    strong: style.strong ?? state.marks.strong,
    emphasis: style.emphasis ?? state.marks.emphasis,
  }
  return {
    marks,
    raised: null,
    lang: langOf(element, own) ?? state.lang,
    dir: dir === 'rtl' || dir === 'ltr' ? dir : state.dir,
    lines: state.lines || element.tagName === 'pre',
  }
}

/** Whether most of the text runs the other way than this language does. */
export function contradicts(lang: string | null, text: string): boolean {
  if (lang === null) return false
  const most = mostlyDirection(text)
  return most !== null && most !== direction(lang as Lang)
}

/** The way most words run, or null. */
export function mostlyDirection(text: string): 'rtl' | 'ltr' | null {
  let balance = 0
  let words = 0
  for (const word of text.split(/\s+/)) {
    const side = textDirection(word)
    if (side === null) continue
    words++
    balance += side === 'rtl' ? 1 : -1
  }
  if (words === 0 || balance === 0) return null
  return balance > 0 ? 'rtl' : 'ltr'
}

/** "m<sup>2</sup>" is "m²": figures have raised characters of their own, anything else stays. */
export function raisedText(text: string, raised: 'sup' | 'sub'): string {
  if (!/^\s*\d+\s*$/.test(text)) return text
  const digits = raised === 'sup' ? superscripts : subscripts
  return text.replace(/\d/g, (digit) => digits[Number(digit)] ?? digit)
}

function langOf(element: HtmlElement, own: Lang | undefined): Lang | null {
  const written = attributeOf(element, 'lang') ?? attributeOf(element, 'xml:lang')
  if (written === null || written.trim() === '') return null
  try {
    const lang = parseLang(written)
    // "en-US" on an English text is the word processor speaking, not the writer.
    const regional = own !== undefined && lang.startsWith(`${own}-`)
    return regional && scriptOf(lang) === scriptOf(own) ? own : lang
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return null
  }
}
