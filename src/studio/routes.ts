// Every route of the studio, the site map of the private side. A feature adds its own list here.
import type { Route } from './route.ts'

export const routes: readonly Route[] = []
