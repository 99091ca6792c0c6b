// The routes of settings, each danger on a screen of its own.
import type { Route } from '../route.ts'
import { bylineScreen, saveByline } from './bylines.ts'
import { healthScreen } from './health.ts'
import { lookScreen, saveLook } from './look.ts'
import { newsroomScreen, saveNewsroom, settingsScreen } from './newsroom.ts'
import { addSection, placesScreen, savePlaces, saveSections, sectionScreen } from './places.ts'

const administrators = ['administrator'] as const

export const settingsRoutes: readonly Route[] = [
  { method: 'GET', path: '/settings', access: administrators, handle: settingsScreen },
  {
    method: 'GET',
    path: '/settings/newsroom',
    access: administrators,
    handle: (visit) => newsroomScreen(visit),
  },
  { method: 'POST', path: '/settings/newsroom', access: administrators, handle: saveNewsroom },
  {
    method: 'GET',
    path: '/settings/sections',
    access: administrators,
    handle: (visit) => sectionScreen(visit),
  },
  { method: 'POST', path: '/settings/sections', access: administrators, handle: saveSections },
  { method: 'POST', path: '/settings/sections/add', access: administrators, handle: addSection },
  { method: 'GET', path: '/settings/bylines', access: administrators, handle: bylineScreen },
  { method: 'POST', path: '/settings/bylines', access: administrators, handle: saveByline },
  {
    method: 'GET',
    path: '/settings/look',
    access: administrators,
    handle: (visit) => lookScreen(visit),
  },
  {
    method: 'POST',
    path: '/settings/look',
    access: administrators,
    bodyMax: 16 * 1024 * 1024,
    handle: saveLook,
  },
  {
    method: 'GET',
    path: '/settings/addresses',
    access: administrators,
    fresh: true,
    handle: (visit) => placesScreen(visit),
  },
  {
    method: 'POST',
    path: '/settings/addresses',
    access: administrators,
    fresh: true,
    handle: savePlaces,
  },
  { method: 'GET', path: '/settings/health', access: administrators, handle: healthScreen },
]
