// Where the editor's windows send to: saves, the keys of this device's copies, and taking over from
// somebody whose text is then kept as a revision.
import { deviceKeyOf, readDeviceKeys } from '../../store/access/device-keys.ts'
import { endWriting, readWriting, takeWriting } from '../../store/writing.ts'
import { textOf } from '../fields.ts'
import { redirect } from '../layout.ts'
import { accountOf, type Visit } from '../route.ts'
import { isOthersWindow, originOf, settleDrafts } from './opening.ts'
import { nameOf, textBytesMax, type VersionPlace, versionPath } from './place.ts'
import { answerSave, fitting, parseWindowSave, windowForm } from './saves.ts'

/** 200: durable. 400: never acceptable. 401: the window's account is no longer signed in. 413: too long. */
export async function saveWindow(visit: Visit, place: VersionPlace): Promise<Response> {
  const { studio, request } = visit
  const body = await request.arrayBuffer()
  if (body.byteLength > textBytesMax) return Response.json({}, { status: 413 })
  const save = fitting(() =>
    parseWindowSave(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))),
  )
  if (save === null) return Response.json({}, { status: 400 })
  const account = accountOf(visit).id
  const window = { article: place.article.id, lang: place.lang, window: save.window }
  if (await isOthersWindow(studio.db, window, account)) return Response.json({}, { status: 401 })
  const saved = await answerSave(studio.db, save, {
    article: place.article.id,
    lang: place.lang,
    account,
    origin: originOf(place),
    now: studio.now(),
  })
  const writer = saved.writer === null ? null : await nameOf(studio.db, saved.writer)
  return Response.json({ ...saved, writer })
}

/** Says that a window is open to be written in; answers whose turn it is when it is somebody else's. */
export async function noteWriting(visit: Visit, place: VersionPlace): Promise<Response> {
  const { studio } = visit
  const window = textOf(await visit.form(), 'window')
  if (!windowForm.test(window)) return Response.json({}, { status: 400 })
  const account = accountOf(visit).id
  const key = { article: place.article.id, lang: place.lang, window, account }
  const now = studio.now()
  const held = await takeWriting(studio.db, key, { now })
  const isOwn = held.account === account
  if (isOwn && held.window !== window) await takeWriting(studio.db, key, { now, over: true })
  return Response.json({ writer: isOwn ? null : await nameOf(studio.db, held.account) })
}

/** The key of this session's copies and those of the account's earlier sessions. */
export async function deviceKeys(visit: Visit): Promise<Response> {
  const { studio, session } = visit
  const account = accountOf(visit).id
  const secret = Buffer.from(studio.random(32)).toString('base64url')
  const own = await deviceKeyOf(studio.db, { session: session?.id ?? '', account, secret })
  const keys = await readDeviceKeys(studio.db, account)
  return Response.json({
    own: own.session,
    keys: keys.map(({ session, secret }) => ({ session, secret })),
  })
}

/** Ends somebody's turn; what they had typed becomes a revision under their name. */
export async function takeOver(visit: Visit, place: VersionPlace): Promise<Response> {
  const { studio } = visit
  const key = { article: place.article.id, lang: place.lang }
  const now = studio.now()
  const holder = await readWriting(studio.db, key, now)
  if (holder !== null) await endWriting(studio.db, { ...key, window: holder.window })
  await settleDrafts(studio.db, key, { origin: originOf(place), now, except: null })
  return redirect(versionPath(place.article.id, place.lang))
}
