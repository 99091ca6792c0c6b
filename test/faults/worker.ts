// A process of the campaign: does the tasks it is sent, one after another, and sends back each run.
import { mkdirSync } from 'node:fs'
import { type Run, runTask, type Task } from './run.ts'

export type Answer = { readonly run: Run } | { readonly done: true }

const [home = ''] = process.argv.slice(2)
mkdirSync(home, { recursive: true })

process.on('message', async (task: Task) => {
  for await (const run of runTask(task, home)) answer({ run })
  answer({ done: true })
})

// The campaign is over, whatever ended it.
process.on('disconnect', () => process.exit())

function answer(value: Answer): void {
  process.send?.(value)
}
