import { join } from 'node:path'
import { type LocalPorts, type LocalSettings, loadLocalSettings } from '@throughline/platform'
import { serviceAccount } from './as-user.ts'
import { type DatabaseSecrets, ensureDatabaseSecrets } from './database-urls.ts'
import { type EnvironmentParts, type ServiceEnvironment, serviceEnvironment, setupEnvironment } from './environment.ts'
import { type Home, prepareHome } from './home.ts'
import { startMail } from './mail.ts'
import { startPgbouncer } from './pgbouncer.ts'
import { checkPorts } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { stopLeftovers } from './process-record.ts'
import type { Progress } from './progress.mjs'
import { createSilentProgress } from './progress.mjs'
import { ensureSecret } from './secrets.ts'
import { bootstrap, migrate, type ServiceName, serviceNames, startServices } from './services.ts'
import type { StackContext } from './stack-context.ts'
import { acquireStackLock, markStack, releaseStackLock } from './stack-lock.ts'
import { type ProcessState, SupervisedProcess, type SupervisorOptions } from './supervisor.ts'
import { startTemporal } from './temporal.ts'
import { startTemporalServer } from './temporal-server.ts'
import { prepareTemporal } from './temporal-setup.ts'

export type InfrastructurePart = 'postgres' | 'pgbouncer' | 'temporal' | 'mail'
export type StackPart = InfrastructurePart | ServiceName

export const infrastructureParts: readonly InfrastructurePart[] = ['postgres', 'pgbouncer', 'temporal', 'mail']
export const allParts: readonly StackPart[] = [...infrastructureParts, ...serviceNames]

export interface StackOptions {
  /** The checkout. */
  root: string
  /** State folder; by default that of the settings. */
  home?: string
  /** Ports; by default those of the settings. */
  ports?: LocalPorts
  /** Which parts to start; all unless given. Parts that the settings say exist elsewhere are left out. */
  parts?: readonly StackPart[]
  settings?: LocalSettings
  /** Over the environment of the services. */
  env?: Readonly<Record<string, string>>
  /** Further settings of the PostgreSQL server. */
  postgresSettings?: Readonly<Record<string, string>>
  /** The development server, or the server proper on databases in the private cluster, which tests and benches use. */
  temporal?: 'development' | 'postgres'
  /** How often, and how soon, a process that died is started again. */
  restarts?: SupervisorOptions['restarts']
  progress?: Progress
  /** Ends the start; what runs already is stopped. */
  signal?: AbortSignal
  /** Runs after the infrastructure and before migrations and services, for example to build them. */
  beforeServices?: () => Promise<void>
  /** A process died for good. */
  onFailure?: (error: Error) => void
}

export interface PartStatus {
  name: string
  state: ProcessState
  pid: number | undefined
  restarts: number
  logFile: string
}

export interface Stack {
  home: Home
  ports: LocalPorts
  /** Environment for services and tests: addresses and secrets of this stack (role `throughline_app`). */
  env: ServiceEnvironment
  /** Environment for migrations and bootstrap: the same with the owner's direct connection. */
  setupEnv: ServiceEnvironment
  /** Passwords of the private cluster; undefined when the database runs elsewhere. */
  secrets: DatabaseSecrets | undefined
  /** A process of the stack. Throws when there is none of this name. */
  process(name: StackPart): SupervisedProcess
  status(): PartStatus[]
  /** Starts further services, whose code has been built. */
  startServices(names: readonly ServiceName[], env?: Readonly<Record<string, string>>): Promise<void>
  /** Stops everything, last started first. */
  stop(onStop?: (name: string) => void): Promise<void>
}

const partPorts: Readonly<Record<StackPart, readonly (keyof LocalPorts)[]>> = {
  postgres: ['postgres'],
  pgbouncer: ['pgbouncer'],
  temporal: ['temporal', 'temporalUi'],
  mail: ['mailSmtp', 'mailWeb'],
  worker: ['worker'],
  'email-service': ['email'],
  api: ['api'],
}

/** Starts the stack, or those parts of it that are asked for, and waits until each can be used. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const settings = options.settings ?? loadLocalSettings()
  const ports = options.ports ?? settings.ports
  const parts = wantedParts(options.parts ?? allParts, settings)
  const progress = options.progress ?? createSilentProgress()
  const account = serviceAccount()
  const home = prepareHome(options.home ?? settings.home, account)
  if (home.moved) progress.warn(`${home.moved}: the database is kept in ${home.serviceData}`)
  acquireStackLock(home.run, ports)
  const processes: SupervisedProcess[] = []
  const stop = async (onStop?: (name: string) => void) => {
    markStack(home.run, 'stopping')
    await stopAll(processes, onStop)
    releaseStackLock(home.run)
  }
  try {
    const leftovers = await stopLeftovers(home.run)
    if (leftovers.length > 0) progress.warn(`Stopped what a former start left behind: ${leftovers.join(', ')}`)
    await checkPorts(
      ports,
      parts.flatMap((part) => partPorts[part]),
    )
    const context: StackContext = {
      root: options.root,
      home,
      ports,
      settings,
      account,
      progress,
      signal: options.signal ?? new AbortController().signal,
      run: async (spec) => {
        options.signal?.throwIfAborted()
        const order = allParts.indexOf(spec.name as StackPart)
        const supervised = new SupervisedProcess(spec, order, {
          logFolder: home.logs,
          runFolder: home.run,
          onTrouble: progress.warn,
          onRecovery: progress.note,
          onFailure: (error) => options.onFailure?.(error),
          ...(options.restarts ? { restarts: options.restarts } : {}),
        })
        processes.push(supervised)
        await supervised.start(options.signal)
        return supervised
      },
    }
    const stack = await startParts(context, parts, options, processes, stop)
    markStack(home.run, 'ready')
    return stack
  } catch (error) {
    await stop()
    throw error
  }
}

function wantedParts(parts: readonly StackPart[], { existing }: LocalSettings): StackPart[] {
  if ((existing.databaseUrl === undefined) !== (existing.databaseDirectUrl === undefined)) {
    throw new Error('DATABASE_URL and DATABASE_DIRECT_URL belong together: set both, or none for a private cluster')
  }
  const elsewhere = new Set<StackPart>([
    ...(existing.databaseUrl ? (['postgres', 'pgbouncer'] as const) : []),
    ...(existing.temporalAddress ? (['temporal'] as const) : []),
    ...(existing.smtpUrl ? (['mail'] as const) : []),
  ])
  return parts.filter((part) => !elsewhere.has(part))
}

async function startParts(
  context: StackContext,
  parts: readonly StackPart[],
  options: StackOptions,
  processes: SupervisedProcess[],
  stop: Stack['stop'],
): Promise<Stack> {
  const { settings, home, ports } = context
  const services = serviceNames.filter((name) => parts.includes(name))
  const secrets = settings.existing.databaseUrl ? undefined : ensureDatabaseSecrets(home)
  // The inbox needs nothing of the others and takes its time, so it starts beside them.
  const mail = parts.includes('mail') ? startMail(context) : undefined
  mail?.catch(() => undefined)
  if (secrets && parts.includes('postgres')) await startPostgres(context, secrets, options.postgresSettings)
  const pooled = secrets !== undefined && parts.includes('pgbouncer') && (await startPgbouncer(context, secrets))
  if (parts.includes('temporal')) {
    if (options.temporal === 'postgres') await startTemporalServer(context, secrets)
    else await startTemporal(context)
  }
  if (settings.existing.temporalAddress && services.length > 0)
    await prepareExistingTemporal(context, settings.existing.temporalAddress)
  if (mail) await context.progress.step('Starting the mail inbox', () => mail)
  if (!settings.sessionSecret) ensureSecret(join(home.folder, 'session-secret'))
  const environmentParts: EnvironmentParts = { settings, home, ports, secrets, pooled }
  const env = { ...serviceEnvironment(environmentParts), ...options.env }
  const setupEnv = { ...setupEnvironment(environmentParts), ...options.env }
  if (services.length > 0) await runServices(context, services, options, env, setupEnv)
  return {
    home,
    ports,
    env,
    setupEnv,
    secrets,
    process: (name) => findProcess(processes, name),
    status: () => processes.map(({ name, state, pid, restarts, logFile }) => ({ name, state, pid, restarts, logFile })),
    startServices: (names, extra) => startServices(context, names, { ...env, ...extra }),
    stop,
  }
}

async function runServices(
  context: StackContext,
  services: readonly ServiceName[],
  options: StackOptions,
  env: ServiceEnvironment,
  setupEnv: ServiceEnvironment,
): Promise<void> {
  await options.beforeServices?.()
  await migrate(context, setupEnv)
  await bootstrap(context, setupEnv)
  await startServices(context, services, env)
}

async function prepareExistingTemporal(context: StackContext, address: string): Promise<void> {
  await context.progress.step(`Setting up Temporal at ${address}`, () =>
    prepareTemporal(address, context.settings.temporalNamespace, context.signal),
  )
}

/** One after another, in the opposite order of the parts' list: what others rest on goes last. */
async function stopAll(processes: SupervisedProcess[], onStop?: (name: string) => void): Promise<void> {
  const order = (item: SupervisedProcess) => allParts.indexOf(item.name as StackPart)
  for (const item of processes.splice(0).toSorted((a, b) => order(b) - order(a))) {
    if (item.state !== 'failed') onStop?.(item.name)
    await item.stop()
  }
}

function findProcess(processes: readonly SupervisedProcess[], name: string): SupervisedProcess {
  const found = processes.findLast((item) => item.name === name)
  if (!found) throw new Error(`There is no process "${name}" in this stack`)
  return found
}
