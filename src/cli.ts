// The command line: names a command, hands over to it in cli/, turns its result into an exit code:
// 0 done, 1 failed, 2 used wrongly, 3 done with refusals under --strict.
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// As the launcher, which says why; for those who start this file themselves.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/xewer', import.meta.url)))
const { runCommandLine } = await import('./cli/run.ts')
process.exitCode = await runCommandLine(process.argv.slice(2))
