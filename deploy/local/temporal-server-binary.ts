import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalSettings } from '@throughline/platform'
import { installWithGo } from './go-install.ts'
import type { Progress } from './progress.mjs'

const version = '1.29.1'
const leastGo = [1, 24] as const

export interface TemporalServerPrograms {
  server: string
  /** Makes and updates the tables. */
  sql: string
}

/** The Temporal server proper and its schema tool: cached, or built with Go, which takes two to four minutes once. */
export async function findTemporalServer(
  settings: Pick<LocalSettings, 'cache' | 'searchPath' | 'environment'>,
  progress: Progress,
): Promise<TemporalServerPrograms> {
  const folder = join(settings.cache, 'bin', `temporal-server-${version}`)
  mkdirSync(folder, { recursive: true })
  const programs = { server: join(folder, 'server'), sql: join(folder, 'sql') }
  const missing = [
    { source: `go.temporal.io/server/cmd/server@v${version}`, target: programs.server },
    { source: `go.temporal.io/server/cmd/tools/sql@v${version}`, target: programs.sql },
  ].filter(({ target }) => !existsSync(target))
  for (const program of missing)
    await progress.step(`Building ${program.source} with Go`, () => installWithGo(program, leastGo, settings))
  return programs
}
