// The routes of publishing: what is ready, the plan, the jobs, the log, corrections and withdrawals.
import type { Route } from '../route.ts'
import { cancel, jobScreen, planNow, publishAt, publishNow, retry } from './jobs.ts'
import { publishingScreen } from './overview.ts'
import { correct, letReturn, versionScreen, withdrawVersion } from './version.ts'

const publishers = ['publisher'] as const
const editors = ['editor', 'publisher'] as const

export const publishingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/publishing',
    access: 'signed-in',
    handle: (visit) => publishingScreen(visit),
  },
  { method: 'POST', path: '/publishing/plan', access: publishers, handle: planNow },
  { method: 'POST', path: '/publishing/now', access: publishers, handle: publishNow },
  { method: 'POST', path: '/publishing/at', access: publishers, handle: publishAt },
  { method: 'GET', path: '/publishing/jobs/:id', access: 'signed-in', handle: jobScreen },
  { method: 'POST', path: '/publishing/jobs/:id/cancel', access: publishers, handle: cancel },
  { method: 'POST', path: '/publishing/jobs/:id/retry', access: publishers, handle: retry },
  {
    method: 'GET',
    path: '/publishing/versions/:article/:lang',
    access: editors,
    handle: (visit) => versionScreen(visit),
  },
  {
    method: 'POST',
    path: '/publishing/versions/:article/:lang/correct',
    access: editors,
    handle: correct,
  },
  {
    method: 'POST',
    path: '/publishing/versions/:article/:lang/withdraw',
    access: editors,
    handle: withdrawVersion,
  },
  {
    method: 'POST',
    path: '/publishing/versions/:article/:lang/return',
    access: editors,
    handle: letReturn,
  },
]
