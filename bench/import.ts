// Moving in at full size: a Drupal 7 dump of 100,000 nodes and an export of WordPress of 1 GB, written
// here from invented words, then imported by the command itself. Says time, memory at its highest, and
// what the account says. Arguments: nodes, megabytes of WXR (0: leave out), folder.
import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { type CorpusArticle, corpus } from './corpus.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const [nodes = '100000', megabytes = '1024', work = join(tmpdir(), 'xewer-bench-import')] =
  process.argv.slice(2)

rmSync(work, { recursive: true, force: true })
mkdirSync(work, { recursive: true })
if (Number(nodes) > 0) {
  const dump = join(work, 'drupal.sql.gz')
  await writeDump(dump, Number(nodes))
  await measure('Drupal 7 dump, gzip', dump)
}
if (Number(megabytes) > 0) {
  const wxr = join(work, 'wordpress.xml')
  await writeWxr(wxr, Number(megabytes) * 1_048_576)
  await measure('WordPress export', wxr)
}
rmSync(work, { recursive: true })

async function measure(name: string, source: string): Promise<void> {
  const data = join(work, 'newsroom')
  rmSync(data, { recursive: true, force: true })
  await run([
    'init',
    '--data',
    data,
    '--name',
    'Bench',
    '--languages',
    'en,ug,tr,zh-Hans',
    '--zone',
    'UTC',
    '--url',
    'https://bench.example/',
  ])
  const { size } = statSync(source)
  for (const round of ['first run', 'second run, nothing new']) {
    const started = performance.now()
    const { peak, output } = await run(['import', '--data', data, '--json', source])
    const seconds = (performance.now() - started) / 1000
    const { read, imported, unchanged, refused } = JSON.parse(output) as Record<string, number>
    console.log(
      `${name}, ${(size / 1_048_576).toFixed(0)} MB, ${round}: ${seconds.toFixed(0)} s, ${(peak / 1024).toFixed(0)} MB at most; ${read} read, ${imported} imported, ${unchanged} unchanged, ${refused} refused`,
    )
  }
}

/** Runs the command and watches the memory of its process and of all below it. */
function run(args: readonly string[]): Promise<{ peak: number; output: string }> {
  return new Promise((resolve, reject) => {
    const out = join(work, 'output')
    const child = spawn(join(root, 'xewer'), args, { stdio: ['ignore', 'pipe', 'inherit'] })
    child.stdout.pipe(createWriteStream(out))
    let peak = 0
    const timer = setInterval(() => {
      peak = Math.max(peak, residentKb(child.pid ?? 0))
    }, 200)
    child.on('close', (code) => {
      clearInterval(timer)
      if (code === 0) setTimeout(() => resolve({ peak, output: readFileSync(out, 'utf8') }), 100)
      else reject(new Error(`${args[0]} ended with ${code}`))
    })
  })
}

/** The most the process ever held, as Linux counts it; the launcher becomes the program itself. */
function residentKb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0)
  } catch {
    // It has ended meanwhile.
    return 0
  }
}

async function writeDump(path: string, count: number): Promise<void> {
  const gzip = createGzip({ level: 1 })
  const done = gzip.pipe(createWriteStream(path))
  const put = putter(gzip)
  await put('-- MySQL dump 10.13\n')
  const tables: Readonly<Record<string, readonly string[]>> = {
    node: [
      'nid',
      'vid',
      'type',
      'language',
      'title',
      'uid',
      'status',
      'created',
      'changed',
      'tnid',
    ],
    field_data_body: [
      'entity_type',
      'bundle',
      'deleted',
      'entity_id',
      'revision_id',
      'language',
      'delta',
      'body_value',
      'body_summary',
      'body_format',
    ],
    node_revision: ['nid', 'vid', 'title', 'timestamp'],
    url_alias: ['pid', 'source', 'alias', 'language'],
    taxonomy_term_data: ['tid', 'vid', 'name'],
    taxonomy_index: ['nid', 'tid'],
    users: ['uid', 'name', 'pass', 'mail'],
    cache_form: ['cid', 'data'],
  }
  for (const [name, columns] of Object.entries(tables)) {
    await put(
      `CREATE TABLE \`${name}\` (\n${columns.map((column) => `  \`${column}\` text`).join(',\n')}\n);\n`,
    )
    let rows: string[] = []
    const flush = async (): Promise<void> => {
      if (rows.length > 0) await put(`INSERT INTO \`${name}\` VALUES ${rows.join(',')};\n`)
      rows = []
    }
    for (const row of rowsOf(name, count)) {
      rows.push(
        `(${row.map((value) => (typeof value === 'number' ? value : `'${escaped(value)}'`)).join(',')})`,
      )
      if (rows.length === 200) await flush()
    }
    await flush()
  }
  gzip.end()
  await new Promise((resolve) => done.on('close', resolve))
}

function* rowsOf(table: string, count: number): Generator<readonly (string | number)[]> {
  if (table === 'taxonomy_term_data')
    for (let tid = 1; tid <= 10; tid++) yield [tid, 1, `Section ${tid}`]
  if (table === 'users')
    for (let uid = 1; uid <= 30; uid++)
      yield [uid, `poster ${uid}`, 'hash', `p${uid}@bench.example`]
  if (table === 'cache_form')
    for (let n = 0; n < count / 10; n++)
      yield [`form-${n}`, `a:1:{s:4:"data";s:4000:"${'x;\'"'.repeat(1000)}";}`]
  let nid = 0
  for (const article of /node|field|alias|index|revision/.test(table) ? corpus(count, 1) : []) {
    nid += 1
    // Every other node translates the one before it.
    const tnid = nid - ((nid + 1) % 2)
    if (table === 'node')
      yield [
        nid,
        nid,
        'article',
        nid % 2 === 0 ? 'tr' : 'en',
        headlineOf(article),
        (nid % 30) + 1,
        1,
        1_000_000_000 + nid * 3600,
        0,
        tnid,
      ]
    if (table === 'field_data_body')
      yield [
        'node',
        'article',
        0,
        nid,
        nid,
        nid % 2 === 0 ? 'tr' : 'en',
        0,
        htmlOf(article),
        '',
        'filtered_html',
      ]
    if (table === 'node_revision') {
      yield [nid, nid + 10_000_000, article.headline, 1]
      yield [nid, nid, article.headline, 2]
    }
    if (table === 'url_alias') yield [nid, `node/${nid}`, `content/story-${nid}`, 'und']
    if (table === 'taxonomy_index') yield [nid, (nid % 10) + 1]
  }
}

async function writeWxr(path: string, bytes: number): Promise<void> {
  const file = createWriteStream(path)
  const put = putter(file)
  await put(
    '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Bench</title><link>https://old.example</link><language>en</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>\n',
  )
  let written = 0
  let id = 0
  while (written < bytes) {
    for (const article of corpus(2000, id + 7)) {
      id += 1
      const comments = Array.from(
        { length: 40 },
        (_, n) =>
          `<wp:comment><wp:comment_id>${n}</wp:comment_id><wp:comment_author_email>x@bench.example</wp:comment_author_email><wp:comment_content><![CDATA[${'Well said. '.repeat(20)}]]></wp:comment_content></wp:comment>`,
      )
      const item = `<item><title><![CDATA[${headlineOf(article)} ${id}]]></title><link>https://old.example/2020/05/story-${id}/</link><dc:creator><![CDATA[desk]]></dc:creator><content:encoded><![CDATA[${htmlOf(article)}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>${id}</wp:post_id><wp:post_date>2020-05-28 13:21:00</wp:post_date><wp:post_date_gmt>2020-05-28 10:21:00</wp:post_date_gmt><wp:post_name>story-${id}</wp:post_name><wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent><wp:post_type>post</wp:post_type><category domain="category" nicename="news"><![CDATA[News]]></category>${comments.join('')}</item>\n`
      written += Buffer.byteLength(item)
      await put(item)
    }
  }
  await put('</channel></rss>\n')
  file.end()
  await new Promise((resolve) => file.on('close', resolve))
}

function headlineOf(article: CorpusArticle): string {
  return article.headline
}

function htmlOf({ paragraphs }: CorpusArticle): string {
  return paragraphs
    .map(
      (text, at) =>
        `<p>${text}${at === 0 ? ' <a href="/node/1">See here</a>, <b>now</b>.' : ''}</p>`,
    )
    .join('\n')
}

function escaped(text: string): string {
  return text.replace(/['\\]/g, '\\$&').replaceAll('\n', '\\n')
}

/** Writes and waits while the other side is full. */
function putter(stream: NodeJS.WritableStream): (text: string) => Promise<void> {
  return async (text) => {
    if (!stream.write(text))
      await new Promise<void>((resolve) => stream.once('drain', () => resolve()))
  }
}
