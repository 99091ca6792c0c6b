// Moving in: bring a source here, look at it, decide, bring it in, take it back. The publisher does the
// work; the studio writes down what is asked for and shows what was found.
import type { Route } from '../route.ts'
import { drop, upload, uploadBytesMax } from './bring.ts'
import { importNow, runScreen, stopRun, takeBack } from './run.ts'
import { moveInScreen, tryNow } from './start.ts'

const administrators = ['administrator'] as const
const own = { method: 'POST', access: administrators } as const

export const moveInRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/move-in',
    access: administrators,
    handle: (visit) => moveInScreen(visit),
  },
  { ...own, path: '/move-in/upload', bodyMax: uploadBytesMax, handle: upload },
  { ...own, path: '/move-in/drop', handle: drop },
  { ...own, path: '/move-in/try', handle: tryNow },
  { ...own, path: '/move-in/undo', handle: takeBack },
  { method: 'GET', path: '/move-in/runs/:run', access: administrators, handle: runScreen },
  { ...own, path: '/move-in/runs/:run/import', handle: importNow },
  { ...own, path: '/move-in/runs/:run/cancel', handle: stopRun },
]
