import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { Skeleton } from '../components/Skeleton.tsx'
import { queryClient } from '../lib/query-client.ts'
import { sessionQuery } from '../lib/session.ts'
import { Failed } from './Failed.tsx'
import { Layout } from './Layout.tsx'
import { NotFound } from './NotFound.tsx'
import {
  accountSearch,
  calendarSearch,
  historySearch,
  importSearch,
  newImportSearch,
  projectsSearch,
  resourcesSearch,
  scheduleSearch,
  signInSearch,
} from './search.ts'

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Failed })

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./routes/SignInRoute.tsx'), 'SignInRoute'),
})

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('../features/account/components/ForgotPassword.tsx'), 'ForgotPassword'),
})

const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('../features/account/components/ResetPassword.tsx'), 'ResetPassword'),
})

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('../features/account/components/Invitation.tsx'), 'Invitation'),
})

const confirmEmailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirm-email',
  component: lazyRouteComponent(() => import('../features/account/components/ConfirmEmail.tsx'), 'ConfirmEmail'),
})

const unsubscribeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unsubscribe',
  component: lazyRouteComponent(() => import('../features/account/components/Unsubscribe.tsx'), 'Unsubscribe'),
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
  validateSearch: projectsSearch,
  component: lazyRouteComponent(() => import('./routes/ProjectsRoute.tsx'), 'ProjectsRoute'),
})

const importsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/imports',
  component: lazyRouteComponent(() => import('../features/imports/components/ImportList.tsx'), 'ImportList'),
})

const newImportRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/imports/new',
  validateSearch: newImportSearch,
  component: lazyRouteComponent(() => import('./routes/NewImportRoute.tsx'), 'NewImportRoute'),
})

const importRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/imports/$importId',
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import('./routes/ImportRoute.tsx'), 'ImportRoute'),
})

const inboxRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/inbox',
  component: lazyRouteComponent(() => import('../features/inbox/components/Inbox.tsx'), 'Inbox'),
})

const notificationsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/notifications',
  component: lazyRouteComponent(
    () => import('../features/notifications/components/Notifications.tsx'),
    'Notifications',
  ),
})

const ownDeliveriesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/deliveries',
  component: lazyRouteComponent(() => import('../features/notifications/components/Deliveries.tsx'), 'OwnDeliveries'),
})

const tokensRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/tokens',
  component: lazyRouteComponent(() => import('../features/account/components/Tokens.tsx'), 'Tokens'),
})

const healthRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/health',
  component: lazyRouteComponent(() => import('../features/health/components/Health.tsx'), 'Health'),
})

const accountRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/account',
  validateSearch: accountSearch,
  component: lazyRouteComponent(() => import('./routes/AccountRoute.tsx'), 'AccountRoute'),
})

const organisationRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/organisation',
  component: lazyRouteComponent(() => import('./routes/OrganisationRoute.tsx'), 'OrganisationRoute'),
})

const settingsRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../features/organisation/components/Settings.tsx'), 'Settings'),
})

const organisationPeopleRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/people',
  component: lazyRouteComponent(() => import('../features/organisation/components/People.tsx'), 'People'),
})

const teamsRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/teams',
  component: lazyRouteComponent(() => import('../features/organisation/components/Teams.tsx'), 'Teams'),
})

const programsRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/programs',
  component: lazyRouteComponent(() => import('../features/organisation/components/Programs.tsx'), 'Programs'),
})

const programRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/programs/$programId',
  component: lazyRouteComponent(() => import('./routes/ProgramRoute.tsx'), 'ProgramRoute'),
})

const rolesRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/roles',
  component: lazyRouteComponent(() => import('../features/organisation/components/Roles.tsx'), 'Roles'),
})

const serviceAccountsRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/service-accounts',
  component: lazyRouteComponent(
    () => import('../features/organisation/components/ServiceAccounts.tsx'),
    'ServiceAccounts',
  ),
})

const auditRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/audit',
  component: lazyRouteComponent(() => import('../features/organisation/components/AuditTrail.tsx'), 'AuditTrail'),
})

const mailSettingsRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/mail',
  component: lazyRouteComponent(() => import('../features/mail-settings/components/MailSettings.tsx'), 'MailSettings'),
})

const webhooksRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('../features/webhooks/components/Webhooks.tsx'), 'Webhooks'),
})

const runsRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/runs',
  component: lazyRouteComponent(() => import('../features/runs/components/Runs.tsx'), 'Runs'),
})

const deliveriesRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/deliveries',
  component: lazyRouteComponent(
    () => import('../features/notifications/components/Deliveries.tsx'),
    'OrganisationDeliveries',
  ),
})

const organisationDataRoute = createRoute({
  getParentRoute: () => organisationRoute,
  path: '/data',
  component: lazyRouteComponent(
    () => import('../features/organisation/components/OrganisationData.tsx'),
    'OrganisationData',
  ),
})

const projectRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/projects/$projectId',
  component: lazyRouteComponent(() => import('./routes/ProjectRoute.tsx'), 'ProjectRoute'),
})

const scheduleRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/',
  validateSearch: scheduleSearch,
  component: lazyRouteComponent(() => import('./routes/ScheduleRoute.tsx'), 'ScheduleRoute'),
})

const historyRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/history',
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import('./routes/HistoryRoute.tsx'), 'HistoryRoute'),
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

const resourcesRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/resources',
  validateSearch: resourcesSearch,
  component: lazyRouteComponent(() => import('./routes/ResourcesRoute.tsx'), 'ResourcesRoute'),
})

const calendarRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/calendar',
  validateSearch: calendarSearch,
  component: lazyRouteComponent(() => import('./routes/CalendarRoute.tsx'), 'CalendarRoute'),
})

const projectSettingsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/settings',
  component: lazyRouteComponent(
    () => import('../features/project-settings/components/ProjectSettings.tsx'),
    'ProjectSettings',
  ),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    forgotPasswordRoute,
    resetPasswordRoute,
    invitationRoute,
    confirmEmailRoute,
    unsubscribeRoute,
    signedInRoute.addChildren([
      projectsRoute,
      importsRoute,
      newImportRoute,
      importRoute,
      inboxRoute,
      notificationsRoute,
      ownDeliveriesRoute,
      tokensRoute,
      accountRoute,
      healthRoute,
      organisationRoute.addChildren([
        settingsRoute,
        organisationPeopleRoute,
        teamsRoute,
        programsRoute,
        programRoute,
        rolesRoute,
        serviceAccountsRoute,
        runsRoute,
        deliveriesRoute,
        auditRoute,
        mailSettingsRoute,
        webhooksRoute,
        organisationDataRoute,
      ]),
      projectRoute.addChildren([
        scheduleRoute,
        calendarRoute,
        activityRoute,
        historyRoute,
        resourcesRoute,
        peopleRoute,
        projectSettingsRoute,
      ]),
    ]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: Failed,
  defaultNotFoundComponent: NotFound,
  defaultPendingComponent: () => <Skeleton label="Loading" />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
