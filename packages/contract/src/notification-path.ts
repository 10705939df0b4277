interface Told {
  kind: string
  projectId: string | null
  programId: string | null
  taskId: string | null
  commentId: string | null
  importId: string | null
  runKind: string | null
}

/** Where the web client shows what a notification tells of. */
export function notificationPath(told: Told): string {
  const { kind, projectId, programId, taskId, commentId, importId, runKind } = told
  if (kind === 'webhook-disabled') return '/organisation/webhooks'
  if (kind === 'deletion-scheduled' || kind === 'deletion-reminder') return '/organisation/data'
  if (kind === 'sign-in-new-device' || kind === 'address-suspended') return '/account'
  if (projectId && taskId) return `/projects/${projectId}?task=${taskId}${commentId ? `&comment=${commentId}` : ''}`
  if (importId) return `/imports/${importId}`
  if (projectId) return `/projects/${projectId}`
  if (programId) return `/organisation/programs/${programId}`
  return runKind === null ? '/' : '/organisation/runs'
}
