import { join } from 'node:path'
import type { LocalPorts } from '@throughline/platform'
import { dropAdminPassword, ensureAdminPassword } from './admin.ts'
import type { ServiceEnvironment } from './environment.ts'
import { canFetch } from './mail.ts'
import { runCommand } from './run-command.ts'
import type { StackContext } from './stack-context.ts'

export type ServiceName = 'worker' | 'email-service' | 'api'

interface ServiceDefinition {
  entry: string
  port: keyof LocalPorts
  path: string
}

/** In the order in which they are started; they stop in the opposite one. */
const services: Readonly<Record<ServiceName, ServiceDefinition>> = {
  worker: { entry: 'dist/worker.js', port: 'worker', path: '/healthz' },
  'email-service': { entry: 'dist/email-service.js', port: 'email', path: '/healthz' },
  api: { entry: 'dist/api.js', port: 'api', path: '/readyz' },
}

export const serviceNames = Object.keys(services) as readonly ServiceName[]

/** The address that says whether a service is well. */
export function healthAddress(name: ServiceName, ports: LocalPorts): string {
  return `http://127.0.0.1:${ports[services[name].port]}${services[name].path}`
}

/** Starts built services at the same time, and waits until each says that it is healthy. */
export async function startServices(
  context: StackContext,
  names: readonly ServiceName[],
  env: ServiceEnvironment,
): Promise<void> {
  const waiting = new Set(names)
  await context.progress.step(`Starting ${names.join(', ')}`, async (say) => {
    const start = async (name: ServiceName) => {
      await startService(context, name, env)
      waiting.delete(name)
      say(waiting.size > 0 ? `waiting for ${[...waiting].join(', ')}` : '')
    }
    const results = await Promise.allSettled(names.map(start))
    const failed = results.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
  })
}

async function startService(context: StackContext, name: ServiceName, env: ServiceEnvironment): Promise<void> {
  await context.run({
    name,
    command: process.execPath,
    args: ['--enable-source-maps', join(context.root, services[name].entry)],
    env,
    cwd: context.root,
    ready: () => canFetch(healthAddress(name, context.ports)),
    readyTimeoutMs: 60_000,
  })
}

/** Brings the schema up to date, before the administrator's password is made. Takes a session lock, hence the direct connection. */
export async function migrate(context: StackContext, env: ServiceEnvironment): Promise<void> {
  const { ADMIN_PASSWORD_FILE: _, ...ownerEnv } = env
  await context.progress.step('Running migrations', async (say) => {
    const output = await runBuilt(context, 'dist/migrate.js', ['up'], ownerEnv)
    const applied = output.split('\n').filter((line) => line.startsWith('up ')).length
    say(applied > 0 ? `${applied} applied` : 'nothing to do')
  })
}

/** Makes the organisation and its administrator at the first start, and asks for the demo plans. */
export async function bootstrap(context: StackContext, env: ServiceEnvironment): Promise<void> {
  const { progress, settings, home } = context
  const madePassword = ensureAdminPassword(settings, home)
  const output = await progress.step('Setting up the organisation and its administrator', async (say) => {
    const said = await runBuilt(context, 'dist/bootstrap.js', [], env)
    say(/^.*seeds.*$/m.exec(said)?.[0] ?? '')
    return said
  })
  if (!madePassword || !output.includes('accounts are there already')) return
  dropAdminPassword(settings, home)
  progress.warn(
    'The file of the administrator password was gone. There are accounts already, so none was made: use the old password.',
  )
}

async function runBuilt(
  context: StackContext,
  entry: string,
  args: readonly string[],
  env: ServiceEnvironment,
): Promise<string> {
  return await runCommand(process.execPath, ['--enable-source-maps', join(context.root, entry), ...args], {
    cwd: context.root,
    env,
    signal: context.signal,
    timeoutMs: 300_000,
  })
}
