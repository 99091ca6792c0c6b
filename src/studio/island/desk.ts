// The form of the page brought to life: its text area becomes the editor, its fields are saved as
// they are typed, its buttons wait until everything is safe.
import type { EditorView } from 'prosemirror-view'
import { sideOfText } from '../../render/side.ts'
import { direction } from '../../text/lang.ts'
import { graphemeCount } from '../../text/segment.ts'
import { arrivals } from './arrive.ts'
import { keepBefore, renewBeside } from './beside.ts'
import { type Action, actionsOf } from './commands.ts'
import type { Shelf } from './device.ts'
import { element } from './dom.ts'
import { countWords, createEditor } from './editor.ts'
import { createFindBar } from './find-bar.ts'
import { isAppleMachine } from './keys.ts'
import { lineTo } from './line.ts'
import type { Opened } from './opened.ts'
import { goToBlock, goToUntranslated, pairing } from './pair.ts'
import { pasting } from './paste.ts'
import { placeForBlock, questionsOf } from './questions.ts'
import { type Said, saying, sayNote } from './said.ts'
import { Saving, type SavingState } from './saving.ts'
import { bodyOf } from './schema.ts'
import { chords } from './shortcuts.ts'
import { slashMenu } from './slash.ts'
import { createToolbar } from './toolbar.ts'
import { showVariants } from './variants.ts'
import { figureView, footnoteView } from './views.ts'

export function openDesk(form: HTMLFormElement, brought: Opened, shelf: Shelf | null): void {
  const pictures = [...brought.pictures]
  const opened = { ...brought, pictures }
  const said = saying(opened.words)
  const area = form.querySelector<HTMLTextAreaElement>('textarea[name="body"]')!
  const original = document.querySelector<HTMLElement>('.original .blocks')
  const status = form.querySelector<HTMLElement>('.saving')!
  const counts = form.querySelector<HTMLElement>('.counts')!
  const notes = element('p', { class: 'dropped', role: 'status' })
  const tell = (sentence: string): void => {
    notes.textContent = sentence
  }
  const alt = new Map(Object.entries(opened.alt))
  const ownAlt = form.querySelector<HTMLInputElement>('#own-alt')
  const isApple = isAppleMachine(navigator.platform)
  const coming = arrivals({
    opened,
    said,
    tell,
    onKept(picture, words) {
      if (words !== '') alt.set(picture.digest, words)
      if (!pictures.some(({ digest }) => digest === picture.digest)) pictures.unshift(picture)
    },
  })
  const find = createFindBar(() => view, said, opened.lang)
  const questions = questionsOf(opened, {
    said,
    isApple,
    told: tell,
    bring: coming.bring,
    find: (_, dispatch) => {
      if (dispatch) find.open()
      return true
    },
  })
  const actions = actionsOf(questions)
  const run = (action: Action): void => {
    action.run(view.state, view.dispatch, view)
    if (action.name !== 'Find') view.focus()
  }
  const toolbar = createToolbar(actions, { said, isApple, run })
  const frame = element('div', { class: 'page' })
  area.labels?.[0]?.setAttribute('hidden', '')
  area.hidden = true
  form.querySelector('#markup-hint')?.setAttribute('hidden', '')
  area.after(toolbar.dom, find.dom, notes, frame)

  const field = (name: string): string =>
    form.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${name}"]`)?.value ?? ''
  const written = (): string => {
    if (ownAlt !== null) alt.set(ownAlt.dataset['picture'] ?? '', ownAlt.value)
    return JSON.stringify({
      headline: field('headline'),
      teaser: field('teaser'),
      body: bodyOf(view.state.doc),
      byline: field('byline'),
      translator: field('translator'),
      alt: Object.fromEntries([...alt].filter(([, words]) => words.trim() !== '')),
    })
  }
  const typed = (): void => void saving.typed(written())
  const save = (keep: boolean): Promise<void> => {
    typed()
    return saving.save({ keep }).then(() => (keep ? renewBeside(opened) : undefined))
  }
  const view: EditorView = createEditor(frame, {
    lang: opened.lang,
    body: opened.body,
    label: area.labels?.[0]?.textContent ?? said('edText'),
    actions,
    isApple,
    chords: {
      [chords.Save]: () => void save(true),
      [chords.Review]: () => form.querySelector<HTMLButtonElement>('button.next')?.click(),
      [chords.Menu]: () => view.dispatch(view.state.tr.insertText('/')),
      [chords.Next]: () => goToBlock(view, 1),
      [chords.Back]: () => goToBlock(view, -1),
      ...(original === null ? {} : { [chords.Open]: () => nextOpen(original) }),
    },
    plugins: [
      pasting({
        lang: opened.lang,
        onNotes: (list) => tell(list.map((note) => sayNote(note, said)).join(' · ')),
        onTooLong: () => tell(said('edPasteTooLong')),
        onFiles: (now, files, at) =>
          void coming.bring(now, files, at ?? placeForBlock(now.state.selection.$from)),
      }),
      slashMenu(actions, { said, run }),
      coming.plugin,
      ...(original === null ? [] : [pairing(original)]),
    ],
    nodeViews: {
      figure: figureView({
        opened,
        said,
        alt,
        onAlt: () => typed(),
        isOpening: () => !('ready' in form.dataset),
      }),
      footnote: footnoteView(said, (now) => void questions.footnote(now.state, now.dispatch, now)),
    },
    onChange(now, isText) {
      toolbar.update(now)
      if (!isText) return
      typed()
      count()
    },
  })
  const nextOpen = (beside: HTMLElement): void => {
    if (!goToUntranslated(view, beside)) tell(said('edAllTranslated'))
  }
  const variants = showVariants(opened)
  let isNew = opened.base === 0
  const saving = new Saving(
    {
      line: lineTo(opened.saveTo, opened),
      device: shelf?.deviceOf(opened.window, opened.version) ?? {
        put: async () => false,
        forget: async () => {},
      },
      timer: (ms, work) => {
        const timer = setTimeout(work, ms)
        return () => clearTimeout(timer)
      },
      onState: (state) => {
        showState(status, state, { said, opened })
        if (!state.onServer) return
        variants.refresh()
        if (isNew) void renewBeside(opened)
        isNew = false
      },
    },
    { base: opened.base, text: written() },
  )
  const count = (): void => {
    const teaser = graphemeCount(field('teaser'))
    counts.textContent = [
      said('edWords', { count: countWords(view, opened.lang) }),
      ...(teaser === 0 ? [] : [said('edTeaserLength', { count: teaser })]),
    ].join(' · ')
  }
  form.querySelector('.next-open')?.addEventListener('click', () => {
    if (original !== null) nextOpen(original)
  })
  form.addEventListener('input', (event) => {
    if (event.target instanceof HTMLElement && frame.contains(event.target)) return
    turnField(event.target, opened)
    entitle(field('headline'))
    typed()
    count()
  })
  form.querySelector('a[href="/keys"]')?.addEventListener('click', (event) => {
    event.preventDefault()
    questions.keys(view.state, view.dispatch, view)
  })
  form.addEventListener('submit', (event) => {
    if ('sent' in form.dataset) return
    event.preventDefault()
    void submit(form, event.submitter, { save: () => save(true), saving, opened })
  })
  document.addEventListener('keydown', (event) => {
    // Outside the text too: saving is what fingers do by themselves.
    const isMod = isApple ? event.metaKey : event.ctrlKey
    if (event.defaultPrevented) return
    // One letter is a shortcut only where no letter can be typed.
    const isHelp = event.key === '?' && toolbar.dom.contains(document.activeElement)
    if (!isHelp && !(isMod && event.code === 'KeyS')) return
    event.preventDefault()
    if (isHelp) questions.keys(view.state, view.dispatch, view)
    else void save(true)
  })
  keepBefore(form, saving, opened)
  addEventListener('online', () => saving.retry())
  addEventListener('focus', () => saving.retry())
  addEventListener('pagehide', () => void saving.save({ keep: false }))
  addEventListener('beforeunload', (event) => {
    if (!saving.state.safe || coming.isWaiting(view)) event.preventDefault()
  })
  // A file dropped beside the text would else take the place of the page.
  const isFile = (event: DragEvent): boolean =>
    view.dragging === null && event.dataTransfer?.types.includes('Files') === true
  addEventListener('dragover', (event) => {
    if (isFile(event)) event.preventDefault()
  })
  addEventListener('drop', (event) => {
    if (event.defaultPrevented || !isFile(event)) return
    event.preventDefault()
    const files = [...(event.dataTransfer?.files ?? [])]
    void coming.bring(view, files, placeForBlock(view.state.selection.$from))
  })
  toolbar.update(view)
  count()
  form.dataset['ready'] = ''
}

/** Keeps the text as a revision, then does what the button says; a conflict leads to the merge. */
async function submit(
  form: HTMLFormElement,
  button: HTMLElement | null,
  { save, saving, opened }: { save: () => Promise<void>; saving: Saving; opened: Opened },
): Promise<void> {
  await save()
  if (saving.state.conflict) {
    location.assign(opened.mergeAt)
    return
  }
  const goesOn = button instanceof HTMLButtonElement && button.hasAttribute('formaction')
  if (!goesOn) return
  // The words are there already: only the step is asked for.
  form.append(element('input', { type: 'hidden', name: 'kept', value: saving.base }))
  form.dataset['sent'] = ''
  form.requestSubmit(button)
}

/** The page is called what its article is called, as soon as it is. */
function entitle(headline: string): void {
  const title = document.querySelector('h1')
  if (title === null || headline.trim() === '') return
  document.title = document.title.replace(title.textContent ?? '', headline)
  title.textContent = headline
}

/** A line turns with what is typed in it. */
function turnField(target: EventTarget | null, { lang }: Opened): void {
  const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
  if (isText && target.lang === lang) target.dir = sideOfText(target.value, direction(lang))
}

function showState(
  status: HTMLElement,
  state: SavingState,
  { said, opened }: { said: Said; opened: Opened },
): void {
  const time = new Date().toTimeString().slice(0, 8)
  const [kind, sentence] = ((): readonly [string, string] => {
    if (state.conflict) return ['bad', said('edConflict')]
    if (state.refused === 401) return ['bad', said('edSignedOut')]
    if (state.refused !== null) return ['bad', said('edRefused', { status: state.refused })]
    if (state.onServer) return ['good', said('edSavedServer', { time })]
    if (state.offline && state.safe) return ['note', said('edSavedDevice', { time })]
    if (state.offline) return ['bad', said('edOffline')]
    return ['', said(state.safe ? 'edSafe' : 'edTyping')]
  })()
  status.dataset['kind'] = kind
  status.dataset['server'] = String(state.onServer)
  const writer = state.writer === null ? '' : said('edWriter', { name: state.writer })
  status.textContent = [sentence, writer].filter((part) => part !== '').join(' ')
  if (state.conflict || state.writer !== null)
    status.append(' ', element('a', { href: opened.mergeAt }, said('edMerge')))
}
