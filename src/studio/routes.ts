// Every route of the studio, the site map of the private side: one line per feature.
import { accessRoutes } from './access/routes.ts'
import { articleRoutes } from './articles/routes.ts'
import { dashboardRoutes } from './dashboard.ts'
import { mediaRoutes } from './media/routes.ts'
import { moveInRoutes } from './move-in/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { publishingRoutes } from './publishing/routes.ts'
import type { Route } from './route.ts'
import { settingsRoutes } from './settings/routes.ts'

export const routes: readonly Route[] = [
  ...dashboardRoutes,
  ...accessRoutes,
  ...articleRoutes,
  ...publishingRoutes,
  ...mediaRoutes,
  ...peopleRoutes,
  ...settingsRoutes,
  ...moveInRoutes,
]
