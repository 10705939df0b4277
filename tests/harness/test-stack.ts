import { rmSync } from 'node:fs'
import { migrate } from '@throughline/database/migrator'
import {
  createSilentProgress,
  findFreeLocalPorts,
  infrastructureParts,
  overLoopback,
  ownerUrl,
  type Progress,
  type Stack,
  startStack,
  superuserUrl,
} from '@throughline/deploy'
import { loadLocalSettings } from '@throughline/platform'
import { root } from './root.ts'
import { builtFiles } from './service/build.ts'
import type { TestStack } from './stack-description.ts'
import { makeTestHome } from './test-home.ts'
import { withoutSettings } from './without-settings.ts'

export interface RunningTestStack {
  stack: TestStack
  /** The processes themselves, for tests that kill them. */
  parts: Stack
  stop(): Promise<void>
}

export interface TestStackOptions {
  progress?: Progress
  signal?: AbortSignal
  /** `postgres`: the Temporal server proper, on the stack's own cluster, in place of the development server. */
  temporal?: 'development' | 'postgres'
  /** Whether a commit is on the disk when it is answered; off unless asked for. */
  durable?: boolean
  /** Further settings of the PostgreSQL server. */
  postgresSettings?: Readonly<Record<string, string>>
  /** How soon a process that was killed is started again. */
  restarts?: { most: number; withinMs: number; firstPauseMs: number }
}

/** Starts a stack of its own: free ports, a temporary folder, an empty migrated database. Stopping it leaves nothing behind. */
export async function startTestStack({
  progress,
  signal,
  temporal = 'development',
  durable = false,
  postgresSettings = {},
  restarts,
}: TestStackOptions = {}): Promise<RunningTestStack> {
  const home = makeTestHome()
  const remove = () => rmSync(home, { recursive: true, force: true })
  try {
    const parts = await startStack({
      root,
      home,
      ports: await findFreeLocalPorts(),
      parts: infrastructureParts,
      settings: loadLocalSettings(withoutSettings(process.env)),
      env: { APP_ENV: 'test', RATE_LIMIT_PER_MINUTE: '1000000', MAIL_WINDOW_SECONDS: '0', ...builtFiles },
      postgresSettings: { fsync: durable ? 'on' : 'off', ...postgresSettings },
      temporal,
      ...(restarts ? { restarts } : {}),
      progress: progress ?? createSilentProgress(),
      ...(signal ? { signal } : {}),
    })
    const stop = () => parts.stop().finally(remove)
    const stack = describe(parts)
    await migrate({ databaseUrl: stack.ownerUrl }).catch(async (error: unknown) => {
      await stop()
      throw error
    })
    return { stack, parts, stop }
  } catch (error) {
    remove()
    throw error
  }
}

function describe({ env, ports, secrets }: Stack): TestStack {
  if (!secrets) throw new Error('a test stack has a private cluster')
  return {
    databaseUrl: overLoopback(env.DATABASE_URL ?? ''),
    databaseDirectUrl: env.DATABASE_DIRECT_URL ?? '',
    ownerUrl: ownerUrl(ports.postgres, secrets),
    superuserUrl: superuserUrl(ports.postgres, secrets, 'throughline'),
    temporalAddress: env.TEMPORAL_ADDRESS ?? '',
    temporalUiUrl: env.TEMPORAL_UI_URL ?? '',
    smtpPort: ports.mailSmtp,
    mailWebUrl: `http://127.0.0.1:${ports.mailWeb}`,
    env,
  }
}
