// The shortcuts of the editor as a screen: for those who work without script, and to be printed.
import { html } from '../../render/html.ts'
import { formatChord } from '../island/keys.ts'
import { type Shortcut, shortcutGroups } from '../island/shortcuts.ts'
import { show, table } from '../layout.ts'
import type { Visit } from '../route.ts'
import { type StudioWord, tell } from '../words.ts'

export async function keysScreen(visit: Visit): Promise<Response> {
  const { lang } = visit
  const say = (word: string): string => tell(lang, word as StudioWord)
  const heads = [say('edKeysWhat'), 'Windows, Linux', 'macOS, iPadOS']
  const line = ({ word, keys }: Shortcut) =>
    html`<tr><th scope="row">${say(word)}</th>${[false, true].map((isApple) => html`<td><kbd dir="ltr">${formatChord(keys, isApple)}</kbd></td>`)}</tr>`
  return show(visit, {
    title: say('edKeys'),
    main: html`<p>${say('edKeysIntro')}</p>
${shortcutGroups.map(({ word, shortcuts }) => html`<h2>${say(word)}</h2>${table(say(word), heads, shortcuts.map(line))}`)}
<p>${say('edKeysBar')}</p>`,
  })
}
