// Picture files on their way into the text: asked about, sent by the same door as on the Pictures
// screen, put in where they were dropped. What does not get through waits at its place in the text,
// with its words, until it is tried again or taken away.
import { closeHistory } from 'prosemirror-history'
import { Plugin, PluginKey } from 'prosemirror-state'
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view'
import { ask } from './ask.ts'
import { element } from './dom.ts'
import { failedLine } from './line.ts'
import type { Opened, ShelfPicture, TakenIn } from './opened.ts'
import type { Said } from './said.ts'
import { schema } from './schema.ts'

export interface Arrivals {
  readonly plugin: Plugin<DecorationSet>
  /** Asks about each file, then sends it; `at` is a position between blocks. */
  bring(view: EditorView, files: readonly File[], at: number): Promise<void>
  /** Whether a file would be lost with this page. */
  isWaiting(view: EditorView): boolean
}

export interface ArrivalOptions {
  readonly opened: Opened
  readonly said: Said
  readonly tell: (sentence: string) => void
  /** The picture is on the shelf now, with these words. */
  readonly onKept: (picture: ShelfPicture, alt: string) => void
}

/** One file, what was said about it, and what shows in the text that it is coming. */
interface Arrival {
  readonly file: File
  readonly alt: string
  readonly preview: HTMLImageElement
  readonly dom: HTMLElement
  readonly stop: AbortController
}

type Outcome =
  | { readonly kind: 'kept'; readonly picture: ShelfPicture }
  /** The server will never take it. */
  | { readonly kind: 'refused'; readonly sentence: string }
  /** It may get through another time. */
  | { readonly kind: 'waits'; readonly sentence: string }
  | { readonly kind: 'stopped' }

const key = new PluginKey<DecorationSet>('arriving')

export function arrivals({ opened, said, tell, onKept }: ArrivalOptions): Arrivals {
  const send = async (view: EditorView, arrival: Arrival): Promise<void> => {
    show(arrival, said('edPictureComes'))
    tell(said('edPictureComes'))
    const outcome = await sendFile(arrival, opened, said)
    if (outcome.kind === 'kept') {
      const at = placeOf(view, arrival) ?? view.state.doc.content.size
      onKept(outcome.picture, arrival.alt)
      leave(view, arrival)
      const figure = schema.nodes['figure']!.create({ picture: outcome.picture.digest })
      view.dispatch(closeHistory(view.state.tr).insert(at, figure).scrollIntoView())
      tell(said('edPictureCame'))
    } else if (outcome.kind !== 'stopped') {
      tell(outcome.sentence)
      if (outcome.kind === 'refused') leave(view, arrival)
      else wait(view, arrival, outcome.sentence)
    }
  }
  const wait = (view: EditorView, arrival: Arrival, sentence: string): void => {
    const button = (word: string, onclick: () => void): HTMLElement =>
      element('button', { type: 'button', class: 'quiet small', onclick }, said(word))
    const again = button('edAgain', () => void send(view, arrival))
    const away = button('edTakeAway', () => {
      leave(view, arrival)
      view.focus()
    })
    show(arrival, sentence, element('p', { class: 'ways' }, again, ' ', away))
  }
  return {
    plugin: arriving(),
    isWaiting: ({ state }) => (key.getState(state)?.find().length ?? 0) > 0,
    async bring(view, files, at) {
      let after = at
      for (const file of files) {
        if (opened.mediaAt === null) return tell(said('edPictureForbidden'))
        if (!isPicture(file)) {
          tell(said('edNoPicture', { what: file.name }))
          continue
        }
        const size = view.state.doc.content.size
        const arrival = await begin(file, opened, said)
        if (arrival === null) continue
        // While the question was open nothing else could be typed: the place still stands.
        const place = Math.min(after, size)
        view.dispatch(view.state.tr.setMeta(key, { come: arrival, place }))
        after = place
        void send(view, arrival)
      }
      view.focus()
    },
  }
}

/** What is put into the text's margin of time: shown, moved along with the text, never part of it. */
function arriving(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, old) {
        const told = tr.getMeta(key) as
          | { come?: Arrival; place?: number; leave?: Arrival }
          | undefined
        const set = old.map(tr.mapping, tr.doc)
        if (told?.come !== undefined) {
          const { come: arrival, place = 0 } = told
          const stays = { arrival, key: arrival.preview.src, stopEvent: () => true }
          return set.add(tr.doc, [Decoration.widget(place, arrival.dom, { ...stays, side: 1 })])
        }
        return told?.leave === undefined ? set : set.remove(found(set, told.leave))
      },
    },
    props: {
      decorations(state) {
        return this.getState(state)
      },
    },
  })
}

function found(set: DecorationSet | undefined, arrival: Arrival): Decoration[] {
  return set?.find(undefined, undefined, (spec) => spec['arrival'] === arrival) ?? []
}

/** Null when the text around it was deleted. */
function placeOf({ state }: EditorView, arrival: Arrival): number | null {
  return found(key.getState(state), arrival)[0]?.from ?? null
}

function leave(view: EditorView, arrival: Arrival): void {
  arrival.stop.abort()
  URL.revokeObjectURL(arrival.preview.src)
  view.dispatch(view.state.tr.setMeta(key, { leave: arrival }))
}

function show({ dom, preview }: Arrival, sentence: string, ways?: HTMLElement): void {
  dom.replaceChildren(preview, element('p', {}, sentence), ...(ways ? [ways] : []))
}

/** Asks what the picture shows; null when the person changed their mind: then nothing is sent. */
async function begin(file: File, { lang }: Opened, said: Said): Promise<Arrival | null> {
  const src = URL.createObjectURL(file)
  const fields = [{ name: 'alt', label: said('edAlt'), value: '', lang }]
  const answer = await ask({ title: said('edPicture'), fields, preview: src }, said)
  if (answer === null || answer === 'remove') {
    URL.revokeObjectURL(src)
    return null
  }
  return {
    file,
    alt: (answer['alt'] ?? '').trim(),
    preview: element('img', { src, alt: '' }),
    dom: element('div', { class: 'arriving', contenteditable: 'false' }),
    stop: new AbortController(),
  }
}

async function sendFile(
  { file, alt, stop }: Arrival,
  { mediaAt, lang }: Opened,
  said: Said,
): Promise<Outcome> {
  const body = new FormData()
  body.append('files', file)
  body.append('alt', alt)
  body.append('lang', lang)
  const response = await fetch(mediaAt ?? '', {
    method: 'POST',
    body,
    headers: { accept: 'application/json' },
    redirect: 'manual',
    signal: stop.signal,
  }).catch((error) => (stop.signal.aborted ? null : failedLine(error)))
  if (stop.signal.aborted) return { kind: 'stopped' }
  const status = response?.type === 'opaqueredirect' ? 401 : (response?.status ?? 500)
  if (status === 401) return { kind: 'waits', sentence: said('edPictureSignedOut') }
  if (status === 403) return { kind: 'refused', sentence: said('edPictureForbidden') }
  if (response === null || status >= 500) return { kind: 'waits', sentence: said('edPictureWaits') }
  const refused = (reason: string): Outcome => ({
    kind: 'refused',
    sentence: said('edPictureRefused', { what: `${file.name}: ${reason}` }),
  })
  if (response.headers.get('content-type')?.startsWith('application/json') !== true)
    return refused(String(status))
  const taken = (await response.json()) as TakenIn
  const [picture] = taken.pictures
  return picture === undefined ? refused(taken.refused[0]?.reason ?? '') : { kind: 'kept', picture }
}

/** Some browsers know no type for what telephones make. */
function isPicture({ type, name }: File): boolean {
  return type === '' ? /\.(?:hei[cf]|avif|webp|jpe?g|png|gif)$/i.test(name) : /^image\//.test(type)
}
