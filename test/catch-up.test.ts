// A machine is lost, the backup is older than what readers have: the restored newsroom catches up with the
// public site, and nothing that was never public is lost.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { command as restore } from '../src/cli/backup/restore.ts'
import { Failure } from '../src/cli/command.ts'
import { command as publish } from '../src/cli/publish/publish.ts'
import { command as verify } from '../src/cli/verify/verify.ts'
import type { ArticleId } from '../src/model/id.ts'
import { readArticle } from '../src/store/articles.ts'
import { readDrafts } from '../src/store/drafts.ts'
import { readMeta, readNewsroom } from '../src/store/newsroom.ts'
import { openStore } from '../src/store/open.ts'
import { readLinks } from '../src/store/people/links.ts'
import { readPerson } from '../src/store/people/people.ts'
import { readRevision, readRevisions } from '../src/store/revisions.ts'
import { readVersion } from '../src/store/versions.ts'
import { totpCode } from '../src/studio/access/totp.ts'
import { type Lang, parseLang } from '../src/text/lang.ts'
import { copyFolder } from './copy-folder.ts'
import { putApproved, spareOf } from './desk.ts'
import { runCommand } from './in-process.ts'
import { openKeyed } from './keyed.ts'
import { type Lost, lostNewsroom, totp, words } from './lost-newsroom.ts'
import { serveTree } from './served.ts'
import { openTestStudio } from './studio.ts'
import { filesOf } from './tree-files.ts'

const [en, _ug, _latin, tr] = ['en', 'ug', 'ug-Latn', 'tr'].map(parseLang) as [
  Lang,
  Lang,
  Lang,
  Lang,
]
const refused = (code: string) => (error: unknown) =>
  error instanceof Failure && error.code === code

test('a machine is lost, and the backup is older than what readers have', async (t) => {
  const lost = await lostNewsroom(t)
  for (const story of [catchesUp, isCutOff, isKilled, isRefused]) {
    const back = join(lost.elsewhere, story.name)
    copyFolder(lost.back, back)
    await t.test(story.name, (part) => story(part, { ...lost, back }))
  }
})

/** Nothing public is older, nothing private is lost. */
async function catchesUp(t: TestContext, { room, ids, back, site }: Lost): Promise<void> {
  await assert.rejects(
    runCommand(publish, ['--data', back, '--compare', site]),
    (error) =>
      refused('PUB-06')(error) && /restore --catch-up/.test(String((error as Failure).advice)),
  )
  const { port } = await serveTree(t, filesOf(site))
  const from = ['--catch-up', `http://127.0.0.1:${port}/`, '--data', back]
  const { code, out } = await runCommand(restore, from)
  assert.equal(code, 0)
  for (const line of [
    `caught up\t${ids.edited} en\trevision 2`,
    `caught up\t${ids.edited} ug\trevision 2`,
    `draft kept\t${ids.edited} tr\tcompare it with revision 3, which is live`,
    `caught up\t${ids.moved}\tdate section`,
    `withdrawn\t${ids.withdrawn} en\t2026-03-03`,
    `forgotten\t${ids.forgotten}\t`,
    `new\t${ids.fresh}\ten`,
    `new\t${ids.begun} en\trevision 2`,
    `draft kept\t${ids.begun} en\tcompare it with revision 2, which is live`,
    `approval taken back\t${ids.stopped} en\trevision 2 was approved, and no edition since has shown it`,
    `scheduled\t${ids.later} en\trevision 2, for 2100-01-01T00:00:00.000Z: stop it if it was stopped`,
    `person\t${ids.other}\tnew`,
    `person\t${ids.person}\tnames as readers see them`,
    'settings\t\tas readers see them',
  ])
    assert.ok(out.split('\n').includes(line), `${line}\nin\n${out}`)
  assert.match(out, /^Caught up from edition 1 to 4: \d+ pages as they were\.\n$/m, 'all the same')
  assert.equal(
    execFileSync('diff', ['-r', site, join(back, 'site/live')], { encoding: 'utf8' }),
    '',
  )

  const { db, close } = await openStore(join(back, 'newsroom.db'))
  const shown = async (id: ArticleId, lang: Lang) => {
    const version = await readVersion(db, { article: id, lang })
    const number = version?.live ?? 0
    return (await readRevision(db, { article: id, lang, number }))?.headline
  }
  assert.equal(await shown(ids.edited, en), 'The law was changed')
  assert.equal(await shown(ids.edited, tr), 'Yasa değişti')
  const turkish = await readVersion(db, { article: ids.edited, lang: tr })
  assert.deepEqual([turkish?.live, turkish?.approved, turkish?.newest], [3, 3, 4])
  assert.deepEqual(
    (await readRevisions(db, { article: ids.edited, lang: tr })).map(({ headline }) => headline),
    ['Yasa: taslak', 'Yasa değişti', 'Yasa: taslak', 'Yasa geçti'],
    'history is only added to',
  )
  assert.equal((await readVersion(db, { article: ids.undated, lang: en }))?.approved, 1)
  const later = await readVersion(db, { article: ids.later, lang: en })
  assert.deepEqual([later?.live, later?.approved, later?.publishAt], [1, 2, Date.UTC(2100, 0)])
  assert.equal(
    (await readRevisions(db, { article: ids.withdrawn, lang: en })).length,
    1,
    'its text stays',
  )
  assert.equal(
    (await readDrafts(db, { article: ids.secret, lang: en }))[0]?.text.headline,
    'Being typed',
  )
  assert.equal((await readVersion(db, { article: ids.secret, lang: en }))?.newest, 2)
  assert.deepEqual((await readArticle(db, ids.edited))?.tags, ['private'])
  const person = await readPerson(db, ids.person)
  assert.deepEqual(
    person?.spellings.map(({ text, searchOnly }) => [text, searchOnly]),
    [
      ['Nurbuvi', false],
      ['Nurbüwi', true],
      ['Nurbuwi T.', false],
    ].sort(),
    'what nobody sees is still known',
  )
  const links = await readLinks(db, { article: ids.fresh, status: 'confirmed' })
  assert.deepEqual(
    links.map((link) => link.person),
    [ids.other],
  )
  assert.equal((await readNewsroom(db))?.zone, 'Europe/Berlin')
  assert.equal((await readNewsroom(db))?.sections[0]?.name[en], 'Newsroom')
  assert.equal(await readMeta(db, 'forget'), '', 'the forgetting is carried out')
  await close()
  for (const name of readdirSync(back).filter((file) => /\.db/.test(file)))
    assert.ok(!readFileSync(join(back, name)).includes('unforgettable'), name)
  assert.ok(!existsSync(join(back, 'catching-up')))

  assert.match((await runCommand(publish, ['--data', back])).out, /^Nothing to publish/)
  const before = dumpOf(back)
  assert.match((await runCommand(restore, from)).out, /^Nothing to catch up/)
  assert.deepEqual(dumpOf(back), before, 'a second time changes nothing')
  await writeOneMore(back)
  assert.match((await runCommand(publish, ['--data', back])).out, /^Edition 5: /)
  assert.equal((await room.verify(site)).code, 0)
  const next = await room.verify(join(back, 'site/live'))
  assert.equal(next.code, 0, next.out)
  await signIn(t, back)
}

/** Before it is decided nothing has changed, and after it the next run finishes. */
async function isCutOff(_t: TestContext, { back, site }: Lost): Promise<void> {
  const from = ['--catch-up', site, '--data', back]
  const before = [dumpOf(back), Object.keys(filesOf(join(back, 'site/live')))]
  onDatabase(
    back,
    "create trigger stop before insert on edition begin select raise(abort, 'stop'); end",
  )
  await assert.rejects(runCommand(restore, from), /stop/)
  onDatabase(back, 'drop trigger stop')
  assert.deepEqual([dumpOf(back), Object.keys(filesOf(join(back, 'site/live')))], before)
  // After the decision: a file cannot be put in place.
  const obstacle = join(spareOf(join(back, 'site/live')), 'editions/4.txt')
  mkdirSync(obstacle, { recursive: true })
  await assert.rejects(runCommand(restore, from), /4\.txt/)
  assert.notDeepEqual(dumpOf(back), before[0], 'it is decided')
  rmSync(obstacle, { recursive: true })
  assert.match((await runCommand(restore, from)).out, /^Nothing to catch up/)
  assert.equal(
    execFileSync('diff', ['-r', site, join(back, 'site/live')], { encoding: 'utf8' }),
    '',
  )
  assert.equal((await runCommand(verify, ['--no-memory', join(back, 'site/live')])).code, 0)
}

/** Whenever it is killed, it is finished by running it again. */
async function isKilled(_t: TestContext, { back, site, elsewhere }: Lost): Promise<void> {
  const whole = join(elsewhere, 'whole')
  copyFolder(back, whole)
  await runCommand(restore, ['--catch-up', site, '--data', whole])
  for (const sign of ['catching-up/log/checkpoint', 'site/live/editions/3.txt']) {
    const child = spawn(resolve('xewer'), ['restore', '--catch-up', site, '--data', back], {
      detached: true,
      stdio: 'ignore',
    })
    const ended = new Promise((done) => child.on('exit', done))
    while (!existsSync(join(back, sign)) && child.exitCode === null) await pause(2)
    if (child.exitCode === null) process.kill(-child.pid!, 'SIGKILL')
    await ended
  }
  await runCommand(restore, ['--catch-up', site, '--data', back])
  assert.equal(
    execFileSync('diff', ['-r', site, join(back, 'site/live')], { encoding: 'utf8' }),
    '',
  )
  assert.deepEqual(dumpOf(back), dumpOf(whole))
}

/** A copy that is altered, of somebody else, or does not go on from the backup changes nothing. */
async function isRefused(t: TestContext, { back, site, elsewhere }: Lost): Promise<void> {
  const before = dumpOf(back)
  const bent = join(elsewhere, 'bent')
  copyFolder(site, bent)
  writeFileSync(join(bent, 'en/index.html'), 'injected')
  const stranger = await openKeyed(t)
  await stranger.desk.write(await stranger.desk.create({}), en, { headline: 'Elsewhere' })
  await stranger.run(publish)
  // Two newsrooms of one backup: the other has published already.
  const fork = join(elsewhere, 'fork')
  copyFolder(back, fork)
  await writeOneMore(fork)
  await runCommand(publish, ['--data', fork, '--compare', join(fork, 'site/live')])
  for (const [copy, data] of [
    [bent, back],
    [join(stranger.folder, 'site/live'), back],
    [site, fork],
  ] as const) {
    const found = runCommand(restore, ['--catch-up', copy, '--data', data])
    await assert.rejects(found, refused('RES-10'), copy)
  }
  assert.deepEqual(dumpOf(back), before)
  await assert.rejects(
    runCommand(restore, ['--catch-up', join(site, 'en/index.html'), '--data', back]),
    refused('RES-02'),
  )
}

async function writeOneMore(data: string): Promise<void> {
  const { db, close } = await openStore(join(data, 'newsroom.db'))
  const row = await db
    .selectFrom('version')
    .select('article')
    .where('live', 'is not', null)
    .orderBy('article')
    .executeTakeFirstOrThrow()
  const article = row.article as ArticleId
  const { newest } = (await readVersion(db, { article, lang: en }))!
  const before = (await readRevision(db, { article, lang: en, number: newest }))!
  const text = { ...before, headline: `${before.headline}, once more` }
  await putApproved(db, { article, lang: en }, text)
  await close()
}

function onDatabase(data: string, text: string): void {
  const database = new DatabaseSync(join(data, 'newsroom.db'))
  database.exec(text)
  database.close()
}

/** The account from before the backup still opens the studio. */
async function signIn(t: TestContext, data: string): Promise<void> {
  const studio = await openTestStudio(t, { database: join(data, 'newsroom.db') })
  const code = totpCode(totp, studio.clock.now)
  const answer = await studio.guest().post('/sign-in', { name: 'Poplar', password: words, code })
  assert.equal(answer.headers.get('location'), '/')
}

/** Every row, but for what each run counts and names anew. */
function dumpOf(data: string): readonly string[] {
  const database = new DatabaseSync(join(data, 'newsroom.db'))
  const tables = database.prepare("select name from sqlite_master where type = 'table'").all()
  const rows = tables.flatMap(({ name }) =>
    database
      .prepare(`select * from "${name}"`)
      .all()
      .map(({ made_at: _, stamp: __, ...row }) => `${name} ${JSON.stringify(row)}`),
  )
  database.close()
  const passing = /^lease |^meta \{"name":"(?:turn|home|search-\w+|register|stage|spare)"/
  return rows.filter((row) => !passing.test(row)).sort()
}
