// The check page of a newsroom: one file with its keys and the whole verifier inside. It works from
// disk, reaches no network (its own policy forbids it) and is the only page with a script.
import { createHash } from 'node:crypto'
import { encodeText } from '../log/bytes.ts'
import { formatTrust, noPage, type TrustFile } from '../log/trust.ts'
import { bundleScript } from './bundle.ts'
import { words } from './words/words.ts'

const here = (path: string): URL => new URL(path, import.meta.url)
const instead = new Map([
  [here('../log/hash.ts').href, here('./browser-hash.ts')],
  [here('../log/ed25519.ts').href, here('./browser-ed25519.ts')],
])

/** Their own names, in the order of the selector. */
const languages: readonly (readonly [keyof typeof words, string])[] = [
  ['en', 'English'],
  ['tr', 'Türkçe'],
  ['ug', 'ئۇيغۇرچە'],
]

const style = `
:root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif }
body { margin-inline: auto; max-inline-size: 42rem; padding: 1.5rem }
h1 { font-size: 1.5rem }
.ask, #result { margin-block: 1.5rem }
label { display: block; margin-block: 1rem }
input, textarea, select, button { font: inherit; max-inline-size: 100% }
textarea { box-sizing: border-box; inline-size: 100%; block-size: 6rem; direction: ltr }
#result:not(:empty) { border: 2px solid; padding: .5rem 1rem }
#keys, #result li { overflow-wrap: anywhere }
#keys { direction: ltr; text-align: start; font-size: .8rem }
`.trim()

/** The same bytes for the same trust file; `trust.page` is left out, since it names these bytes. */
export function renderVerifyPage(trust: TrustFile): Uint8Array {
  const argument = formatTrust({ ...trust, page: noPage })
  const script = bundleScript(here('./page.ts'), { start: 'startPage', argument, instead })
  const policy = [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]
  const options = languages.map(
    ([tag, name]) => `<option value="${tag}" lang="${tag}">${name}</option>`,
  )
  return encodeText(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${words.en.title}</title>
<style>${style}</style>
<main>
<h1 data-say="title">${words.en.title}</h1>
<p data-say="intro"></p>
<p data-say="warning"></p>
<label><span data-say="language"></span> <select id="language">${options.join('')}</select></label>
<div class="ask">
<label><span data-say="file"></span> <input type="file" id="file"></label>
<label><span data-say="folder"></span> <input type="file" id="folder"></label>
<p data-say="drop"></p>
<label><span data-say="paste"></span> <textarea id="paste" spellcheck="false"></textarea></label>
<button type="button" id="check" data-say="check"></button>
</div>
<div id="result" role="status"></div>
<details><summary data-say="keys"></summary><ul id="keys"></ul></details>
</main>
<noscript>${languages.map(([tag]) => `<p lang="${tag}" dir="auto">${words[tag].script}</p>`).join('')}</noscript>
<script>${script}</script>
</html>
`)
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
