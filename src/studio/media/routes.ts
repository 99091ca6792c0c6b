// Pictures: what there is, bringing in, and each with its words, credit, focal point and uses.
import type { Route } from '../route.ts'
import { mediaScreen, upload, uploadBytesMax } from './overview.ts'
import { pictureFile, pictureScreen, savePicture } from './picture.ts'
import { pictureMakers as makers } from './shelf.ts'

export const mediaRoutes: readonly Route[] = [
  { method: 'GET', path: '/media', access: 'signed-in', handle: (visit) => mediaScreen(visit) },
  { method: 'POST', path: '/media', access: makers, bodyMax: uploadBytesMax, handle: upload },
  {
    method: 'GET',
    path: '/media/:digest',
    access: 'signed-in',
    handle: (visit) => pictureScreen(visit),
  },
  { method: 'POST', path: '/media/:digest', access: makers, handle: savePicture },
  { method: 'GET', path: '/media/:digest/:width', access: 'signed-in', handle: pictureFile },
]
