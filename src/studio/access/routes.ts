// The routes of everything about access.
import type { Route } from '../route.ts'
import { joinRoutes } from './join.ts'
import { ownRoutes } from './own.ts'
import { peopleWithAccessRoutes } from './people.ts'
import { signInRoutes } from './sign-in.ts'

export const accessRoutes: readonly Route[] = [
  ...signInRoutes,
  ...joinRoutes,
  ...ownRoutes,
  ...peopleWithAccessRoutes,
]
