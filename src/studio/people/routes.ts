// The people desk: what waits for an editor's word, and each person with all their names.
import type { Route } from '../route.ts'
import { confirmName, makePerson, peopleScreen, rejectName } from './desk.ts'
import { mergeInto, personScreen, savePerson, splitOff } from './person.ts'

const editors = ['editor'] as const

export const peopleRoutes: readonly Route[] = [
  { method: 'GET', path: '/people', access: 'signed-in', handle: (visit) => peopleScreen(visit) },
  { method: 'POST', path: '/people/confirm', access: editors, handle: confirmName },
  { method: 'POST', path: '/people/reject', access: editors, handle: rejectName },
  { method: 'POST', path: '/people/new', access: editors, handle: makePerson },
  {
    method: 'GET',
    path: '/people/:person',
    access: 'signed-in',
    handle: (visit) => personScreen(visit),
  },
  { method: 'POST', path: '/people/:person', access: editors, handle: savePerson },
  { method: 'POST', path: '/people/:person/merge', access: editors, handle: mergeInto },
  { method: 'POST', path: '/people/:person/split', access: editors, handle: splitOff },
]
