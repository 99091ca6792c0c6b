// A day of typing: windows, a line and a server that fail as they are told to, a clock of its own.
import assert from 'node:assert/strict'
import { bodyOfParagraphs } from '../../src/model/body.ts'
import { parseArticleId } from '../../src/model/id.ts'
import { createArticle } from '../../src/store/articles.ts'
import { readDrafts } from '../../src/store/drafts.ts'
import { openStore, type Store } from '../../src/store/open.ts'
import { readRevisions } from '../../src/store/revisions.ts'
import { putRevision, readVersion } from '../../src/store/versions.ts'
import { answerSave, parseWindowSave, wholeText } from '../../src/studio/articles/saves.ts'
import { RefusedError, type Save, type Saved, Saving } from '../../src/studio/island/saving.ts'
import { parseLang } from '../../src/text/lang.ts'

const article = parseArticleId('7k2m1xq8')
const lang = parseLang('ug')
const key = { article, lang }

/** What happens to one thing sent over the line. */
export type Fate =
  | { readonly kind: 'through'; readonly ms: number }
  | { readonly kind: 'request lost' }
  | { readonly kind: 'answer lost'; readonly ms: number }
  | { readonly kind: 'twice'; readonly ms: number; readonly again: number }
  | { readonly kind: 'refused' }

export type Step =
  | { readonly kind: 'type'; readonly who: number }
  | { readonly kind: 'keep'; readonly who: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'line'; readonly up: boolean }
  | { readonly kind: 'kill server' }
  | { readonly kind: 'kill window'; readonly who: number }
  | { readonly kind: 'colleague' }

/** One editor window with the device it is open on. */
interface Window {
  readonly name: string
  readonly account: string
  readonly saving: Saving
  /** The last text that the page was told is safe. */
  safe: { text: string; typedAt: number } | null
  typed: string
}

interface Copy {
  readonly seq: number
  readonly base: number
  readonly text: string
}

/** A day in the newsroom: a real store, a clock of its own, a line that obeys the fates. */
export class Day {
  #store: Store
  readonly #path: string
  readonly #fates: readonly Fate[]
  #fated = 0
  #now = 0
  #up = true
  #healed = false
  #words = 0
  #timers: { at: number; work: () => Promise<unknown> }[] = []
  readonly #dead = new Set<string>()
  readonly #windows: Window[] = []
  #opened = 0
  /** What devices hold, by window. */
  readonly #copies = new Map<string, Copy>()
  /** What the server said it has, by window. */
  readonly #acknowledged = new Map<string, { seq: number; text: string }>()
  readonly #texts = new Map<string, Map<number, string>>()

  private constructor(path: string, store: Store, fates: readonly Fate[]) {
    this.#path = path
    this.#store = store
    this.#fates = fates
  }

  static async begin(path: string, fates: readonly Fate[]): Promise<Day> {
    const store = await openStore(path)
    await createArticle(store.db, article, {})
    const day = new Day(path, store, fates)
    await day.#open(0)
    await day.#open(1)
    return day
  }

  end(): Promise<void> {
    return this.#store.close()
  }

  async live(one: Step): Promise<void> {
    if (one.kind === 'type') this.#type(one.who)
    else if (one.kind === 'keep') void this.#windows[one.who]!.saving.save({ keep: true })
    else if (one.kind === 'wait') await this.#pass(one.ms)
    else if (one.kind === 'line') this.#up = one.up
    else if (one.kind === 'kill server') await this.#killServer()
    else if (one.kind === 'colleague') await this.#colleague()
    else await this.#killWindow(one.who)
  }

  /** Every promise made, now and when the line has healed. */
  async check(): Promise<void> {
    await this.#holds()
    this.#up = true
    this.#healed = true
    for (const window of this.#windows) window.saving.retry()
    await this.#pass(120_000)
    await this.#holds()
    const kept = await this.#kept()
    for (const { typed, saving } of this.#windows) {
      if (typed !== '') assert.ok(kept.has(typed), `not on the server in the end: ${typed}`)
      assert.equal(saving.state.onServer, true)
    }
    for (const name of this.#windows.map((window) => window.name))
      assert.equal(this.#copies.has(name), false, 'a copy stayed on the device')
  }

  #type(who: number): void {
    const window = this.#windows[who]!
    this.#words += 1
    const text = textOf(`خەۋەر ${this.#words}`)
    window.typed = text
    const typedAt = this.#words
    void window.saving.typed(text).then(() => {
      if (typedAt > (window.safe?.typedAt ?? 0)) window.safe = { text, typedAt }
    })
  }

  async #open(who: number): Promise<void> {
    this.#opened += 1
    const name = String(this.#opened).padStart(16, '0')
    const base = (await readVersion(this.#store.db, key))?.newest ?? 0
    const account = `account ${who}`
    const saving = new Saving(
      {
        line: { send: (save) => this.#send(name, account, save) },
        device: {
          put: async (copy) => {
            await Promise.resolve()
            this.#copies.set(name, copy)
            return true
          },
          forget: async (seq) => {
            if ((this.#copies.get(name)?.seq ?? 0) <= seq) this.#copies.delete(name)
          },
        },
        timer: (ms, work) => {
          const timer = { at: this.#now + ms, work: async () => this.#dead.has(name) || work() }
          this.#timers.push(timer)
          return () => {
            this.#timers = this.#timers.filter((other) => other !== timer)
          }
        },
        onState: () => {},
      },
      { base, text: textOf('') },
    )
    this.#windows[who] = { name, account, saving, safe: null, typed: '' }
  }

  #send(name: string, account: string, save: Save): Promise<Saved> {
    const texts = this.#texts.get(name) ?? new Map<number, string>()
    this.#texts.set(name, texts.set(save.seq, save.text))
    const fate: Fate = this.#healed
      ? { kind: 'through', ms: 20 }
      : (this.#fates[this.#fated++ % this.#fates.length] as Fate)
    return new Promise((resolve, reject) => {
      // The page gives up on an answer, as a browser does.
      this.#later(20_000, async () => reject(new TypeError('timeout')))
      if (!this.#up || fate.kind === 'request lost') return
      if (fate.kind === 'refused') return reject(new RefusedError(401))
      const arrive = async (answer: boolean): Promise<void> => {
        const saved = await this.#serve(account, { ...save, window: name })
        if (saved === null || !answer) return
        this.#acknowledge(name, save, saved)
        resolve(saved)
      }
      const goes = fate.kind !== 'answer lost'
      this.#later(fate.ms, () => arrive(goes))
      if (fate.kind === 'twice') this.#later(fate.again, () => arrive(false))
    })
  }

  #acknowledge(name: string, save: Save, saved: Saved): void {
    const before = this.#acknowledged.get(name)
    assert.ok(saved.seq >= save.seq, 'acknowledged less than was sent')
    if (save.seq > (before?.seq ?? 0))
      this.#acknowledged.set(name, { seq: save.seq, text: save.text })
  }

  async #serve(account: string, save: Save & { window: string }): Promise<Saved | null> {
    const sent = parseWindowSave({ ...save, text: JSON.parse(save.text), madeFrom: null })
    return answerSave(this.#store.db, sent, {
      ...key,
      account,
      origin: { kind: 'written' },
      now: this.#now,
    })
  }

  async #killServer(): Promise<void> {
    await this.#store.close()
    this.#store = await openStore(this.#path)
  }

  /** The page dies; when it is opened again it sends what the device still has, under its number. */
  async #killWindow(who: number): Promise<void> {
    const { name, account } = this.#windows[who]!
    this.#dead.add(name)
    await this.#holds()
    const copy = this.#copies.get(name)
    if (copy !== undefined) {
      this.#texts.set(name, (this.#texts.get(name) ?? new Map()).set(copy.seq, copy.text))
      await this.#serve(account, { ...copy, keep: false, window: name })
      this.#acknowledged.set(name, copy)
      this.#copies.delete(name)
    }
    await this.#open(who)
  }

  async #colleague(): Promise<void> {
    this.#words += 1
    const written = parseWritten(textOf(`ھەمكار ${this.#words}`))
    const text = await wholeText(this.#store.db, written, { ...key, base: 0 })
    const made = { madeAt: this.#now, madeBy: 'colleague', madeFrom: null }
    await putRevision(this.#store.db, { ...key, origin: { kind: 'written' }, text, ...made })
  }

  async #holds(): Promise<void> {
    await turns()
    const kept = await this.#kept()
    for (const { name, safe } of this.#windows) {
      const copy = this.#copies.get(name)?.text
      if (safe !== null && copy !== safe.text)
        assert.ok(kept.has(safe.text) || this.#replaced(name, safe.text, kept), 'lost: typed text')
    }
    for (const [name, { text }] of this.#acknowledged)
      assert.ok(kept.has(text) || this.#replaced(name, text, kept), 'lost: acknowledged text')
  }

  /** Whether a later text of the same window, which took this one's place, is kept. */
  #replaced(name: string, text: string, kept: ReadonlySet<string>): boolean {
    const texts = [...(this.#texts.get(name) ?? [])]
    const from = texts.find(([, other]) => other === text)?.[0] ?? Number.POSITIVE_INFINITY
    const copy = this.#copies.get(name)
    if (copy !== undefined && copy.seq >= from) return true
    return texts.some(([seq, other]) => seq > from && kept.has(other))
  }

  /** Every text in the store: drafts and revisions. */
  async #kept(): Promise<ReadonlySet<string>> {
    const { db } = this.#store
    const texts = [...(await readDrafts(db, key)).map(({ text }) => text)]
    for (const revision of await readRevisions(db, key)) texts.push(revision)
    return new Set(texts.map(({ headline }) => textOf(headline)))
  }

  #later(ms: number, work: () => Promise<unknown>): void {
    this.#timers.push({ at: this.#now + ms, work })
  }

  async #pass(ms: number): Promise<void> {
    const until = this.#now + ms
    for (;;) {
      await this.#rest()
      const next = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      this.#timers = this.#timers.filter((timer) => timer !== next)
      this.#now = Math.max(this.#now, next.at)
      await next.work()
    }
    this.#now = until
  }

  /** Lets everything that is not waiting for the clock come to its end. */
  async #rest(): Promise<void> {
    await turns()
    await new Promise((resolve) => setImmediate(resolve))
    await turns()
  }
}

function parseWritten(text: string) {
  return parseWindowSave({
    window: '0'.repeat(16),
    seq: 1,
    base: 0,
    keep: false,
    madeFrom: null,
    text: JSON.parse(text),
  }).written
}

function textOf(headline: string): string {
  const body = bodyOfParagraphs([headline])
  return JSON.stringify({ headline, teaser: '', body, byline: '', translator: '', alt: {} })
}

/** Lets what was promised happen. */
export async function turns(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}
