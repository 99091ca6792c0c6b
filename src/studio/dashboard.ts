// "What needs me": the first screen after signing in.
import { html } from '../render/html.ts'
import { show } from './layout.ts'
import type { Route } from './route.ts'
import { tell } from './words.ts'

export const dashboardRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/',
    access: 'signed-in',
    async handle(visit) {
      return show(visit, {
        title: tell(visit.lang, 'dashboard'),
        main: html`<p>${tell(visit.lang, 'nothingWaits')}</p>`,
      })
    },
  },
]
