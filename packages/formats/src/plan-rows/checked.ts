import { issuesOf } from '@throughline/contract'
import { type Problems, shown } from './fit.ts'

interface Schema {
  safeParse(values: unknown): { success: boolean; error?: Parameters<typeof issuesOf>[0] | undefined }
}

/** The first thing that a schema of the contract has against values; for rows of which there are few. */
export function checkAgainst(schema: Schema, values: Readonly<Record<string, unknown>>, problems: Problems): void {
  const { error } = schema.safeParse(values)
  const [issue] = error === undefined ? [] : issuesOf(error)
  if (issue === undefined) return
  const field = issue.path.split('.')[0] ?? ''
  problems.push({ field, text: shown(values[field]), message: issue.message })
}
