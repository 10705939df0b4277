import type { z } from 'zod'
import type { ProblemDetails } from './problems.ts'

export type Issue = NonNullable<ProblemDetails['issues']>[number]

/** What is wrong with a request, and where: `body.durationMinutes`. Fields that are not to be set count one by one. */
export function issuesOf(error: z.ZodError, prefix = ''): Issue[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String)
    const at = (...parts: string[]) => `${prefix}${parts.join('.')}`.replace(/\.$/, '')
    if (issue.code !== 'unrecognized_keys') return [{ path: at(...path), message: issue.message }]
    const lines = issue.message.split('\n')
    return issue.keys.map((key, index) => ({ path: at(...path, key), message: lines[index] ?? 'is not known' }))
  })
}
