// The newspaper's look: one small sheet, inline in every page, the same in every browser; what old
// ones lack (grid, logical sides) stands behind @supports. No custom properties, no calc, no web
// font. Arabic script is never slanted, spaced or justified.
import { direction, type Lang, scriptOf } from '../text/lang.ts'
import { readable } from './colour.ts'
import { type Html, styleElement } from './html.ts'
import { sha256Base64 } from './sha256.ts'

export interface Theme {
  /** The `<style>` element. */
  readonly style: Html
  /** The page's own content security policy but for form-action. */
  readonly policy: string
}

interface Look {
  readonly lang: Lang
  readonly accentLight: string
  readonly accentDark: string
}

const themes = new Map<string, Theme>()

/** The theme for pages in `lang` with the newsroom's accents, as far as they can be read. */
export function themeOf(look: Look): Theme {
  const script = scriptClass(look.lang)
  const key = `${script} ${direction(look.lang)} ${look.accentLight} ${look.accentDark}`
  let theme = themes.get(key)
  if (theme === undefined) {
    if (themes.size > 100) themes.clear()
    theme = makeTheme(look, script)
    themes.set(key, theme)
  }
  return theme
}

type ScriptClass = 'arabic' | 'han' | 'other'

function scriptClass(lang: Lang): ScriptClass {
  const script = scriptOf(lang)
  if (['Arab', 'Hebr', 'Syrc', 'Nkoo', 'Thaa', 'Rohg'].includes(script)) return 'arabic'
  return ['Hans', 'Hant', 'Jpan', 'Kore', 'Tibt', 'Khmr'].includes(script) ? 'han' : 'other'
}

function makeTheme(look: Look, script: ScriptClass): Theme {
  const accents = {
    light: readable(look.accentLight, light.link, [light.paper, light.note]),
    dark: readable(look.accentDark, dark.link, [dark.paper, dark.note]),
  }
  const css = minify(sheet(script, direction(look.lang) === 'rtl' ? 'right' : 'left', accents))
  return {
    style: styleElement(css),
    policy:
      `default-src 'none'; style-src 'sha256-${sha256Base64(css)}'; img-src 'self' data:; ` +
      `base-uri 'none'`,
  }
}

const light = {
  paper: '#fffdf8',
  ink: '#1c1b18',
  muted: '#5c574d',
  rule: '#d8d2c4',
  link: '#0b4f8a',
  visited: '#5b3b78',
  focus: '#b35c00',
  note: '#fff3d1',
  noteRule: '#a86a00',
}
const dark: typeof light = {
  paper: '#15171b',
  ink: '#e7e3d9',
  muted: '#aaa498',
  rule: '#3b3d42',
  link: '#8fc3f3',
  visited: '#cbb0ea',
  focus: '#ffb454',
  note: '#2b2412',
  noteRule: '#a86a00',
}

/** The paper of light and dark pages: what colours have to be readable on. */
export const papers = { light: light.paper, dark: dark.paper } as const

// Latin faces first, or digits come out in the Arabic font's own; Times and the like are left out
// because they bring Arabic letters that are too small to read.
const faces: Readonly<Record<ScriptClass, string>> = {
  other: 'Charter,"Sitka Text","Noto Serif",Georgia,serif',
  arabic:
    'Charter,"Sitka Text","Noto Serif",Georgia,"UKIJ Basma","ALKATIP Basma Tom","Noto Naskh Arabic","Microsoft Uighur","Geeza Pro",Tahoma,serif',
  han: 'Charter,Georgia,"Songti SC","Noto Serif CJK SC",SimSun,serif',
}
const leading: Readonly<Record<ScriptClass, { text: number; head: number }>> = {
  other: { text: 1.6, head: 1.2 },
  arabic: { text: 1.8, head: 1.5 },
  han: { text: 1.8, head: 1.35 },
}

const textSize: Readonly<Record<ScriptClass, readonly [narrow: string, wide: string]>> = {
  other: ['1.125rem', '1.1875rem'],
  arabic: ['1.25rem', '1.3125rem'],
  han: ['1.125rem', '1.1875rem'],
}

function sheet(
  script: ScriptClass,
  start: 'left' | 'right',
  accents: { light: string; dark: string },
): string {
  const { text, head } = leading[script]
  const [narrow, wide] = textSize[script]
  // Emphasis in Arabic and Han scripts is weight: slanting them breaks or blurs the letters.
  const emphasis = script === 'other' ? '' : 'em{font-style:normal;font-weight:700}'
  return `
html{background:${light.paper};color:${light.ink};border-top:4px solid ${accents.light};font:100%/${text} ${faces[script]};-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:72rem;padding:0 1rem 2rem;font-size:${narrow};word-wrap:break-word}
a{color:${accents.light};text-underline-offset:.2em}
a:visited{color:${light.visited}}
a:focus{outline:3px solid ${light.focus};outline-offset:2px}
h1,h2,h3,h4{font-size:1.05em;line-height:${head};margin:1.5rem 0 .5rem;text-wrap:balance}
h1{font-size:1.75rem;margin:.25rem 0 .75rem}
main h2{font-size:1.2em}
p,ul,ol,blockquote{margin:0 0 1rem}
figure{margin:1rem 0}
img{max-width:100%;height:auto;vertical-align:top}
${emphasis}
.skip,.langs,.secs,.kick,.by,.meta,.note,.foot,figcaption{font-size:.8em;color:${light.muted}}
.skip,nav a,nav span,.cols a,.doors a,.foot a{display:inline-block;max-width:100%;padding:.3em 0}
.langs,.secs,.name,.foot{text-align:center}
.langs>*,.secs>*,.old p>*,.also>*,.scripts>*{margin:0 .45em}
.langs a,.secs a,.kick a,.name a,.item h2 a{text-decoration:none}
.name{font-size:1.9rem;font-weight:700;line-height:${head};margin:.25rem 0 .5rem}
.name a,.item h2 a{color:${light.ink}}
.langs a:hover,.secs a:hover,.kick a:hover,.item h2 a:hover{text-decoration:underline}
.secs{border-top:1px solid ${light.ink};border-bottom:3px double ${light.ink};margin:0 0 1.5rem;padding:.2rem 0}
nav [aria-current]{color:${light.ink};font-weight:700}
.text{max-width:34rem;margin:0 auto}
.list{max-width:42rem;margin:0 auto}
.after{border-top:1px solid ${light.rule};margin-top:2rem;padding-top:1rem}
.lede{font-size:1.1em;color:${light.muted}}
.kick,.by,.fix p,.foot p,td p,th p{margin:0 0 .25rem}
.kick{font-weight:700}
.list .by{margin-bottom:1rem}
.by+p:not(.by){margin-top:1rem}
.item{border-top:1px solid ${light.rule};padding:1rem 0 .5rem}
.lead{border:0;padding-top:0}
.item h2{margin:0 0 .25rem}
.item p{margin:0 0 .5rem}
.item [dir]{text-align:${start}}
.pic img{width:100%}
.scripts{margin:.25rem -.45em .75rem}
.also{margin:0 0 .75rem}
.old p{margin:0 -.45em}
.fix{background:${light.note};border:1px solid ${light.noteRule};border-${start}-width:5px;padding:.75rem 1rem .5rem;margin:1rem 0 1.5rem}
blockquote{border-${start}:3px solid ${accents.light};padding:0 1rem}
.wide{overflow-x:auto;margin:0 0 1rem}
table{border-collapse:collapse}
th,td{border:1px solid ${light.rule};padding:.25rem .6rem;text-align:${start};vertical-align:top}
hr{border:0;border-top:1px solid ${light.rule};margin:1.5rem 25%}
sup{line-height:0}
.cols,.doors{list-style:none;padding:0}
.doors{text-align:center}
.roomy li{padding:.3em 0}
.code{direction:ltr;unicode-bidi:isolate;font-family:monospace}pre{white-space:pre-wrap}
input,button{font:inherit;color:inherit;background:${light.paper};border:1px solid ${light.muted};padding:.4rem .6rem;max-width:100%;box-sizing:border-box}
.foot{border-top:3px double ${light.ink};margin:2.5rem 0 0;padding:.75rem 0 0}
@media(min-width:60rem){
body{font-size:${wide}}
h1{font-size:2.25rem}
.front .name{font-size:3.5rem}
.lead h2{font-size:2.1rem}
.lead p{font-size:1.1em}.lead .kick,.lead .meta{font-size:.8em}
.cols{-webkit-columns:2;columns:2}
@supports(display:grid){
.page{display:grid;grid-template-columns:repeat(12,1fr);grid-template-rows:auto 1fr;column-gap:2rem;align-items:start}
.lead,.rest{grid-column:1/span 8}
.side{grid-column:9/-1;grid-row:1/span 2;border-${start}:1px solid ${light.rule};padding-${start}:2rem;align-self:stretch}
.side .item:first-child{border:0;padding-top:0}
.rest{display:grid;grid-template-columns:1fr 1fr;column-gap:2rem;align-items:start}
}
}
@media(prefers-color-scheme:dark){
html{background:${dark.paper};color:${dark.ink};border-color:${accents.dark}}
a{color:${accents.dark}}
a:visited{color:${dark.visited}}
a:focus{outline-color:${dark.focus}}
.name a,.item h2 a,nav [aria-current]{color:${dark.ink}}
.secs,.foot{border-color:${dark.ink}}
.skip,.langs,.secs,.kick,.by,.meta,.note,.foot,figcaption,.lede{color:${dark.muted}}
.item,.side,.after,th,td,hr{border-color:${dark.rule}}
.fix{background:${dark.note};border-color:${dark.noteRule}}
blockquote{border-color:${accents.dark}}
input,button{background:${dark.paper};border-color:${dark.muted}}
}
@media print{
html{background:#fff;color:#000;border:0;font-size:11pt}
nav,form,.skip{display:none}
.wide{word-break:break-word}
.text a[href^=http]:after{content:" (" attr(href) ")";unicode-bidi:isolate}
}
`
}

/** Takes line breaks out; the sheet is written without other needless white space. */
function minify(css: string): string {
  return css.replaceAll(';}', '}').replaceAll(/\n/g, '')
}
