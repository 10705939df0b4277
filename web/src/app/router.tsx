import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { FolderX } from 'lucide-react'
import { EmptyState } from '../components/EmptyState.tsx'
import { Skeleton } from '../components/Skeleton.tsx'
import { queryClient } from '../lib/query-client.ts'
import { sessionQuery } from '../lib/session.ts'
import { explain } from '../lib/toasts.ts'
import { Layout } from './Layout.tsx'
import { SignInRoute } from './routes/SignInRoute.tsx'

const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: () => (
    <EmptyState icon={<FolderX />} title="There is nothing here">
      <a href="/">All projects</a>
    </EmptyState>
  ),
  errorComponent: ({ error }) => (
    <EmptyState icon={<FolderX />} title="This page could not be shown">
      {explain(error)}
    </EmptyState>
  ),
})

/** Only a path of our own, so that a link cannot send someone elsewhere after sign-in. */
const ownPath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search): { next?: string } => {
    const next = ownPath(search.next)
    return next ? { next } : {}
  },
  component: SignInRoute,
})

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
  },
  component: Layout,
})

const projectsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  validateSearch: (search): { dialog?: 'new' | 'import' } =>
    search.dialog === 'new' || search.dialog === 'import' ? { dialog: search.dialog } : {},
  component: lazyRouteComponent(() => import('./routes/ProjectsRoute.tsx'), 'ProjectsRoute'),
})

const tokensRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/tokens',
  component: lazyRouteComponent(() => import('../features/account/components/Tokens.tsx'), 'Tokens'),
})

const projectRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/projects/$projectId',
  component: lazyRouteComponent(() => import('./routes/ProjectRoute.tsx'), 'ProjectRoute'),
})

const scheduleRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/',
  validateSearch: (search): { task?: string } => (typeof search.task === 'string' ? { task: search.task } : {}),
  component: lazyRouteComponent(() => import('../features/schedule/components/Schedule.tsx'), 'Schedule'),
})

const activityRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/activity',
  component: lazyRouteComponent(() => import('../features/activity/components/Activity.tsx'), 'Activity'),
})

const peopleRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/people',
  component: lazyRouteComponent(() => import('../features/people/components/People.tsx'), 'People'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    signedInRoute.addChildren([
      projectsRoute,
      tokensRoute,
      projectRoute.addChildren([scheduleRoute, activityRoute, peopleRoute]),
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Skeleton label="Loading" />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
