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

// Latin faces first, or digits come out in the Arabic font's own; Times and the like are left out
// because they bring Arabic letters that are too small to read.
const faces: Readonly<Record<ScriptClass, string>> = {
  other: 'Charter,"Bitstream Charter","Sitka Text","Noto Serif",Georgia,serif',
  arabic:
    'Charter,"Bitstream Charter","Sitka Text","UKIJ Basma","ALKATIP Basma Tom","Noto Naskh Arabic","Microsoft Uighur","Geeza Pro",Tahoma,serif',
  han: 'Charter,"Bitstream Charter","Songti SC","Noto Serif CJK SC",SimSun,serif',
}
const leading: Readonly<Record<ScriptClass, { text: number; head: number }>> = {
  other: { text: 1.6, head: 1.2 },
  arabic: { text: 1.8, head: 1.5 },
  han: { text: 1.8, head: 1.35 },
}

function sheet(
  script: ScriptClass,
  start: 'left' | 'right',
  accents: { light: string; dark: string },
): string {
  const { text, head } = leading[script]
  // Emphasis in Arabic and Han scripts is weight: slanting them breaks or blurs the letters.
  const emphasis = script === 'other' ? '' : 'em{font-style:normal;font-weight:700}'
  return `
html{background:${light.paper};color:${light.ink};font:100%/${text} ${faces[script]};-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:72rem;padding:0 1rem 2rem;font-size:1.125rem;overflow-wrap:break-word;word-wrap:break-word}
a{color:${accents.light}}
a:visited{color:${light.visited}}
a:focus{outline:3px solid ${light.focus};outline-offset:2px}
h1,h2,h3,h4{line-height:${head};margin:1.5rem 0 .5rem;font-size:1.125rem}
h1{font-size:1.75rem;margin:.25rem 0 .75rem}
main h2{font-size:1.375rem}
p,ul,ol,blockquote,figure,dl{margin:0 0 1rem}
figure,dd{margin-left:0;margin-right:0}
img{max-width:100%;height:auto;vertical-align:top}
${emphasis}
.skip{font-size:.875rem}
nav a,nav span,.skip,.foot a{display:inline-block;padding:.25em 0;margin:0 .35em}
.langs,.secs{font-size:.9375rem;text-align:center}
.name{font-size:2rem;font-weight:700;line-height:${head};margin:.5rem 0;text-align:center}
.name a,.item h2 a,.item h3 a{color:${light.ink};text-decoration:none}
.name a:hover,.item h2 a:hover,.item h3 a:hover{text-decoration:underline}
.secs{border-top:1px solid ${light.ink};border-bottom:3px double ${light.ink};margin:0 0 1.5rem;padding:.25rem 0}
nav [aria-current]{color:${light.ink};font-weight:700}
.text,.plain{max-width:34rem;margin:0 auto}
.lede{font-size:1.25rem;color:${light.muted}}
.kick{font-weight:700;margin:0;font-size:.9375rem}
.by,.meta,.note,figcaption,small,.foot,.more,.seen,.archive{font-size:.9375rem;color:${light.muted}}
.item{border-top:1px solid ${light.rule};padding:1rem 0 0}
.item h2,.item h3{margin:0 0 .25rem;font-size:1.25rem}
.item p{margin:0 0 .5rem}
.fix{background:${light.note};border:1px solid ${light.noteRule};border-${start}-width:5px;padding:.75rem 1rem;margin:0 0 1.5rem}
.fix p{margin:0}
blockquote{border-${start}:3px solid ${accents.light};margin:0 0 1rem;padding:0 1rem}
.wide{overflow-x:auto;margin:0 0 1rem}
table{border-collapse:collapse}
th,td{border:1px solid ${light.rule};padding:.25rem .5rem;text-align:${start};vertical-align:top}
td p,th p{margin:0}
hr{border:0;border-top:1px solid ${light.rule};margin:1.5rem 25%}
sup{line-height:0}
code,.code{direction:ltr;unicode-bidi:isolate;font-family:monospace;overflow-wrap:anywhere;word-break:break-all}
input,button{font:inherit;color:inherit;background:${light.paper};border:1px solid ${light.muted};padding:.4rem .6rem;max-width:100%;box-sizing:border-box}
.foot{border-top:3px double ${light.ink};margin:2.5rem 0 0;padding:.75rem 0 0;text-align:center}
.foot p{margin:0 0 .25rem}
@media(min-width:60rem){
body{font-size:1.1875rem}
h1{font-size:2.25rem}
.front .name{font-size:3.5rem}
.lead h2{font-size:2.25rem}
@supports(display:grid){
.page{display:grid;grid-template-columns:repeat(12,1fr);column-gap:2rem;align-items:start}
.page>*{grid-column:1/-1}
.page>.lead{grid-column:1/span 8;border-top:0;padding:0}
.page>.side{grid-column:9/-1}
.page>.rest{display:grid;grid-template-columns:repeat(3,1fr);column-gap:2rem;align-items:start}
.side .item:first-child{border-top:0;padding-top:0}
}
}
@media(prefers-color-scheme:dark){
html{background:${dark.paper};color:${dark.ink}}
a{color:${accents.dark}}
a:visited{color:${dark.visited}}
a:focus{outline-color:${dark.focus}}
.name a,.item h2 a,.item h3 a,nav [aria-current]{color:${dark.ink}}
.secs,.foot{border-color:${dark.ink}}
.lede,.by,.meta,.note,figcaption,small,.foot,.more,.seen,.archive{color:${dark.muted}}
.item,th,td,hr{border-color:${dark.rule}}
.fix{background:${dark.note};border-color:${dark.noteRule}}
blockquote{border-color:${accents.dark}}
input,button{background:${dark.paper};border-color:${dark.muted}}
}
@media print{
html{background:#fff;color:#000;font-size:11pt}
nav,form,.skip,.more{display:none}
.text a[href^=http]::after{content:" (" attr(href) ")";direction:ltr;unicode-bidi:isolate}
}
`
}

/** Takes line breaks out; the sheet is written without other needless white space. */
function minify(css: string): string {
  return css.replaceAll(';}', '}').replaceAll(/\n/g, '')
}
