// The shortcuts of the editor as a screen: for those who work without script, and to be printed.
import { html } from '../../render/html.ts'
import { formatChord } from '../island/keys.ts'
import { type Shortcut, shortcutGroups } from '../island/shortcuts.ts'
import { show } from '../layout.ts'
import type { Visit } from '../route.ts'
import { type StudioWord, tell } from '../words.ts'

export async function keysScreen(visit: Visit): Promise<Response> {
  const { lang } = visit
  const say = (word: string): string => tell(lang, word as StudioWord)
  const line = ({ word, keys }: Shortcut) => {
    const shown = [...new Set([false, true].map((isApple) => formatChord(keys, isApple)))]
    return html`<div><dt>${shown.map((chord) => html`<kbd dir="ltr">${chord}</kbd> `)}</dt><dd>${say(word)}</dd></div>`
  }
  return show(visit, {
    title: say('edKeys'),
    main: html`<p>${say('edKeysIntro')}</p>
${shortcutGroups.map(({ word, shortcuts }) => html`<h2>${say(word)}</h2><dl class="keys">${shortcuts.map(line)}</dl>`)}
<p>${say('edKeysBar')}</p>`,
  })
}
