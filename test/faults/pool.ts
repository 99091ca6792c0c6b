// The tasks of a campaign, done by several processes, each in a folder of its own.
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Run, Task } from './run.ts'
import type { Answer } from './worker.ts'

/** Does all tasks with `jobs` processes; `onRun` is told of every run. Throws when a process dies. */
export async function doTasks(
  tasks: readonly Task[],
  { jobs, home, onRun }: { jobs: number; home: string; onRun: (run: Run) => void },
): Promise<void> {
  const waiting = [...tasks]
  const one = async (at: number): Promise<void> => {
    const child = fork(join(import.meta.dirname, 'worker.ts'), [join(home, `worker-${at}`)], {
      serialization: 'advanced',
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    try {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift())
        await doTask(child, task, onRun)
    } finally {
      child.kill()
    }
  }
  await Promise.all(Array.from({ length: jobs }, (_, at) => one(at)))
}

function doTask(child: ChildProcess, task: Task, onRun: (run: Run) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: Answer): void => {
      if ('run' in answer) onRun(answer.run)
      else leave(resolve)
    }
    const onExit = (code: number | null, signal: string | null): void =>
      leave(() => reject(new Error(`Cannot go on: a worker ended with ${code ?? signal}`)))
    const leave = (then: () => void): void => {
      child.off('message', onMessage).off('exit', onExit)
      then()
    }
    child.on('message', onMessage).on('exit', onExit)
    child.send(task)
  })
}
