import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readDump } from './mysql-dump.ts'

const head = '-- MySQL dump\n/*!40101 SET NAMES utf8 */;\n'
const create =
  "CREATE TABLE IF NOT EXISTS `t` (\n `a` int(1) DEFAULT '(,' COMMENT 'it\\'s; \"x\"',\n b text,\n \"c\" decimal(10,2),\n PRIMARY KEY (`a`,`b`(10)),\n KEY `k` (`b`)\n) ENGINE=MyISAM;\n"

test('readDump() reads values in every way they are written', async () => {
  const rows = await rowsOf(
    `${head}${create}INSERT INTO \`t\` VALUES (1,'it\\'s; (a)\\n\\\\',NULL),(-2.5,_utf8mb4'x''y',0x4142);\nINSERT IGNORE INTO db.t (c, a, b) VALUES\n (x'43' , 3 , 'z'); -- end`,
  )
  assert.deepEqual(rows, [
    ['1', "it's; (a)\n\\", null],
    ['-2.5', "x'y", 'AB'],
    ['3', 'z', 'C'],
  ])
})

test('readDump() passes over tables nobody wants, comments, triggers and strange statements', async () => {
  const dump = `${head}CREATE TABLE other (x text);\nINSERT INTO other VALUES ('); INSERT INTO t VALUES (9,9,9)');\n/*!50003 CREATE TRIGGER x BEGIN SELECT ';'; END */;\nDELIMITER ;;\nDELIMITER ;\n${create}# note\nSET a = "b;";\nINSERT INTO t VALUES (1,2,3) ON DUPLICATE KEY UPDATE a = ';';\nINSERT INTO t VALUES (4,5,6);`
  assert.deepEqual(await rowsOf(dump), [
    ['1', '2', '3'],
    ['4', '5', '6'],
  ])
})

test('readDump() gives the same rows however the bytes arrive', async () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
    fc.constantFrom("'", '\\', '\\\\', "''", '\0', '\u001a', '; --', '),(', 'ئۇيغۇر', null),
  )
  const row = fc.tuple(value, value, value)
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      async (rows, size) => {
        const dump = `${create}INSERT INTO \`t\` VALUES ${rows.map((one) => `(${one.map(written).join(',')})`).join(',')};\n`
        assert.deepEqual(await rowsOf(dump, size), rows)
      },
    ),
  )
})

test('readDump() refuses what breaks off, is damaged, or is something else', async () => {
  const whole = `${create}INSERT INTO t VALUES (1,'two',3),(4,'five',6);`
  await assert.rejects(rowsOf(whole.slice(0, -10)), /breaks off/)
  await assert.rejects(rowsOf(`${create}INSERT INTO t VALUES (1,2);`), /"t": a row has 2 of 3/)
  await assert.rejects(rowsOf('COPY node (nid) FROM stdin;'), /PostgreSQL/)
  await assert.rejects(rowsOf('\0\0\0\0 garbage'), /no text of SQL/)
  await assert.rejects(rowsOf('-- nothing\n'), /holds no table/)
  const long = `${create}INSERT INTO t VALUES (1,'${'x'.repeat(70 * 1024 * 1024)}',3);`
  await assert.rejects(rowsOf(long, 1 << 20), /longer than 32 MB/)
})

test('readDump() ends with rows or a sentence, whatever it is given', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'INSERT INTO t VALUES ',
      "('",
      "'",
      '(',
      ')',
      ',',
      ';',
      '/*',
      '*/',
      '--',
      '\n',
      '`',
      'CREATE TABLE t (',
      'a int',
      '0x',
      'NULL',
      '\\',
    ),
    fc.string({ maxLength: 5 }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 30 }),
      fc.integer({ min: 1, max: 9 }),
      async (pieces, size) => {
        try {
          await rowsOf(pieces.join(''), size)
        } catch (error) {
          assert.ok(error instanceof SyntaxError, String(error))
        }
      },
    ),
  )
})

/** A value as mysqldump writes it. */
function written(value: string | null): string {
  if (value === null) return 'NULL'
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\0', '\\0')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\u001a', '\\Z')
  return `'${escaped}'`
}

async function rowsOf(dump: string, size = 1 << 16): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = []
  await readDump(piecesOf(Buffer.from(dump), size), {
    want: (table, columns) =>
      table === 't' ? ['a', 'b', 'c'].map((name) => columns.indexOf(name)) : null,
    row: (_, values) => void rows.push(values.map((value) => value?.toString() ?? null)),
  })
  return rows
}

async function* piecesOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
