// `xewer init`: sets up a newsroom in an empty folder. What was begun and not finished is taken up
// again; what is finished is never overwritten.
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Newsroom, PerLang } from '../model/newsroom.ts'
import { derivedScripts, parseLanguages, parseSiteUrl, parseZone } from '../model/settings.ts'
import { putNewsroom, readNewsroom } from '../store/newsroom.ts'
import type { Lang } from '../text/lang.ts'
import { type Command, Failure, type Io, parseOptions, readOption, UsageError } from './command.ts'
import { makeNewsroomKeys, makePassphrase } from './keys/new.ts'
import { type NewsroomFolder, newsroomFolder, openDatabase, refuseRoot } from './newsroom-folder.ts'
import { originOf } from './publish/publisher.ts'

const usage = `
xewer init --data DIR --name NAME --languages en,ug,... --zone ZONE --url URL
           [--root-key FILE]

Sets up a newsroom in DIR, which must be empty or not exist yet.

  --data DIR        the newsroom's folder: database, pictures, keys, the published site
  --name NAME       what the newsroom is called; LANGUAGE=NAME (tr=Haberler) for one language;
                    may be given several times
  --languages LIST  languages it publishes in, in order: en,ug,ug-Latn,ug-Cyrl,tr; lists that lack
                    an article show it in the next of them
  --zone ZONE       where the newsroom keeps its clock: Europe/Berlin
  --url URL         the address readers will use: https://news.example/
  --root-key FILE   where the root key goes, sealed with a passphrase: a USB stick that is kept
                    away from this machine (DIR/root-key.age; move it)

Scripts of one language follow from the first of them that is listed, where Xewer can convert:
ug,ug-Latn,ug-Cyrl publishes Uyghur texts in three scripts.
`

const options = {
  data: { type: 'string' },
  name: { type: 'string', multiple: true },
  languages: { type: 'string' },
  zone: { type: 'string' },
  url: { type: 'string' },
  'root-key': { type: 'string' },
} as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    const { name: names, languages, zone, url } = values
    if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
    const missing = (['name', 'languages', 'zone', 'url'] as const).filter(
      (option) => values[option] === undefined,
    )
    if (!names || languages === undefined || zone === undefined || url === undefined)
      throw new UsageError(`Also say ${missing.map((option) => `--${option}`).join(', ')}`)
    const listed = readOption(languages, parseLanguages)
    const newsroom: Newsroom = {
      name: namesOf(names, listed),
      url: readOption(url, parseSiteUrl),
      zone: readOption(zone, parseZone),
      languages: listed,
      derived: derivedScripts(listed),
      ...freshSettings,
    }
    const folder = newsroomFolder(values.data ?? io.config.data)
    refuseRoot(folder.path)
    await setUp(folder, newsroom, io)
    await io.print(`The newsroom is set up in ${folder.path}\n\n`)
    await io.print(await setUpKeys(folder, newsroom.url, values['root-key']))
    return 0
  },
}

const freshSettings = {
  sections: [],
  precision: 'day',
  colours: { light: '#8a1c1c', dark: '#f2a49b' },
  logo: null,
  about: {},
  mirrors: [],
  solo: true,
} as const

/** Where the root key waits to be moved away, when no better place was named. */
const rootKeyName = 'root-key.age'

/** Makes the keys; returns the sheet and what to do with the root key. */
async function setUpKeys(
  folder: NewsroomFolder,
  url: string,
  place: string | undefined,
): Promise<string> {
  const rootKey = place ?? join(folder.path, rootKeyName)
  const passphrase = makePassphrase()
  const sheet = await makeNewsroomKeys(folder.keys, {
    origin: originOf(url),
    now: Date.now(),
    rootKey,
    passphrase,
  })
  const advice =
    place === undefined ? 'Move it to a USB stick and keep it away from this machine.' : ''
  return `${sheet}
Root key     ${rootKey}
Passphrase   ${passphrase}
Write the passphrase down: it is shown this once. ${advice}
The root key is needed to replace the other keys every 90 days, and when they are stolen.
`
}

/** Makes the folder and its database. Failure when there is something in it already. */
async function setUp(folder: NewsroomFolder, newsroom: Newsroom, io: Io): Promise<void> {
  const strangers = existsSync(folder.path)
    ? readdirSync(folder.path).filter((name) => !isOurs(name, folder))
    : []
  if (strangers.length > 0) {
    throw new Failure('INI-02', `The folder "${folder.path}" is not empty: "${strangers[0]}"`, [
      'Nothing was changed. Choose a new folder with --data DIR.',
    ])
  }
  for (const path of [folder.path, folder.media, folder.keys, folder.staging])
    mkdirSync(path, { recursive: true, mode: 0o700 })
  // What is in it is public: serve reads it as another user.
  mkdirSync(folder.trees, { recursive: true, mode: 0o755 })
  const store = await openDatabase(folder, io)
  try {
    if ((await readNewsroom(store.db)) !== null) {
      const place = io.config.database === null ? `"${folder.path}"` : 'XEWER_DATABASE'
      throw new Failure('INI-01', `There is a newsroom in ${place} already`, [
        'Nothing was changed. Choose a new folder with --data DIR.',
      ])
    }
    await putNewsroom(store.db, newsroom)
  } finally {
    await store.close()
  }
}

function isOurs(name: string, folder: NewsroomFolder): boolean {
  const { path: _, ...inside } = folder
  const names = Object.values(inside).map((path) => basename(path))
  return names.includes(name.replace(/-(?:wal|shm)$/, '')) || name === rootKeyName
}

/** "Haberler" is for the first language, "tr=Haberler" for Turkish. */
function namesOf(texts: readonly string[], languages: readonly Lang[]): PerLang<string> {
  const names: Partial<Record<Lang, string>> = {}
  for (const text of texts) {
    const [, tag, rest] = /^([\w-]{2,40})=(.*)$/s.exec(text) ?? []
    const lang = languages.find((language) => language.toLowerCase() === tag?.toLowerCase())
    const name = (lang === undefined ? text : (rest ?? '')).trim()
    if (name === '') throw new UsageError('The name is empty')
    names[lang ?? languages[0]!] = name
  }
  return names
}
