// `npm test`: the checks (types, format, lint), then the tests beside the files in one process,
// then the stories in test/, each in a process of its own. `--checks` stops after the checks.
// Arguments that are files run just those, each in a process of its own.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
const flags = ['--disable-warning=ExperimentalWarning', '--test', '--test-reporter=spec']
const args = process.argv.slice(2)
const files = args.filter((arg) => !arg.startsWith('--'))

if (files.length > 0) process.exit(run('chosen tests', process.execPath, [...flags, ...files]))

const steps = [
  ['types', 'node_modules/.bin/tsc', []],
  ['format and lint', 'node_modules/.bin/biome', ['check', '--error-on-warnings', '.']],
]
if (!args.includes('--checks')) {
  const units = globSync('src/**/*.test.ts').sort()
  const stories = globSync('test/*.test.ts').sort()
  const parallel = `--test-concurrency=${Math.min(2, availableParallelism())}`
  steps.push([
    'tests beside the files',
    process.execPath,
    [...flags, '--test-isolation=none', ...units],
  ])
  steps.push(['stories', process.execPath, [...flags, parallel, ...stories]])
}
const failed = steps.filter(([name, command, options]) => run(name, command, options) !== 0)
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.map(([name]) => name).join(', ')}`)
  process.exit(1)
}

function run(name, command, options) {
  console.log(`\n== ${name}`)
  const started = Date.now()
  const { status, error } = spawnSync(command, options, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (error) console.error(error.message)
  console.log(
    `== ${name}: ${status === 0 ? 'good' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)`,
  )
  return status ?? 1
}
