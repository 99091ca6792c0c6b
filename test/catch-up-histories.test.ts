// Newsrooms with random histories, set back to their middle: every one catches up with its own site, page by
// page. `npm run check:catch-up` lives through more of them.
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { command as restore } from '../src/cli/backup/restore.ts'
import { command as publish } from '../src/cli/publish/publish.ts'
import { command as verify } from '../src/cli/verify/verify.ts'
import { copyFolder } from './copy-folder.ts'
import { live, seeded } from './histories/histories.ts'
import { runCommand } from './in-process.ts'
import { openKeyed } from './keyed.ts'

const seeds = Number(process.env['CATCH_UP_HISTORIES'] ?? 1)
const steps = 40

for (let seed = 1; seed <= seeds; seed += 1) {
  test(`the newsroom with history ${seed} catches up with every page`, async (t) => {
    const room = await openKeyed(t)
    const { desk, folder } = room
    const back = `${folder}-back`
    t.after(() => rmSync(back, { recursive: true, force: true }))
    const between = async (step: number): Promise<void> => {
      if (step % 7 === 0 || step === steps) await room.run(publish)
      if (step === steps / 2) copyFolder(folder, back)
    }
    await live(desk, { steps, draw: seeded(seed), between })
    const site = join(folder, 'site/live')
    const { out } = await runCommand(restore, ['--catch-up', site, '--data', back])
    assert.match(
      out,
      /^Caught up from edition 2 to \d: \d+ pages as they were\.\n$/m,
      'all of them',
    )
    const plan = await runCommand(publish, ['--data', back, '--plan'])
    assert.match(plan.out, /^Nothing to publish/)
    const found = await runCommand(verify, ['--no-memory', join(back, 'site/live')])
    assert.equal(found.code, 0, found.out)
  })
}
