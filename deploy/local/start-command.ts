import { join, relative } from 'node:path'
import { type LocalSettings, loadEnvironmentFile, loadLocalSettings } from '@throughline/platform'
import { buildAll } from '../build/build-all.ts'
import { adminPasswordFile } from './admin.ts'
import { sendSignal } from './process-identity.ts'
import { readRecords } from './process-record.ts'
import { createProgress } from './progress.mjs'
import { root } from './run-typescript.mjs'
import { type Stack, startStack } from './stack.ts'

/** `npm start`: everything, in the foreground, until Ctrl-C. */
export async function main(): Promise<number> {
  loadEnvironmentFile(join(root, '.env'))
  const settings = loadLocalSettings()
  const progress = createProgress()
  const stop = new AbortController()
  const restoreSignals = stopOnSignals(stop, settings)
  let failure: Error | undefined
  const onFailure = (error: Error) => {
    failure ??= error
    stop.abort(error)
  }
  try {
    const beforeServices = () => buildAll(root, progress)
    const stack = await startStack({ root, settings, progress, signal: stop.signal, beforeServices, onFailure })
    if (!stop.signal.aborted) {
      progress.note(describe(stack, settings))
      await aborted(stop.signal)
    }
    if (failure) progress.warn(failure.message)
    await stack.stop((name) => progress.note(`  stopping ${name}`))
    progress.note(
      failure ? 'Throughline has stopped, because a part of it did not stay up.' : 'Throughline has stopped.',
    )
  } catch (error) {
    if (!stop.signal.aborted) throw error
    progress.note(failure ? failure.message : 'Stopped before all of it had started.')
  } finally {
    restoreSignals()
  }
  return failure ? 1 : 0
}

/** The first signal stops everything in order; the second one ends all at once. */
function stopOnSignals(stop: AbortController, settings: LocalSettings): () => void {
  let signals = 0
  const onSignal = () => {
    signals += 1
    if (signals > 1) endAll(join(settings.home, 'run'))
    process.stdout.write('\nStopping (again to force) …\n')
    stop.abort()
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal)
  return () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('SIGHUP', onSignal)
}

/** PostgreSQL is told to quit at once, which it recovers from; the others are killed. */
function endAll(runFolder: string): never {
  for (const record of readRecords(runFolder))
    sendSignal(record.pid, record.name === 'postgres' ? 'SIGQUIT' : 'SIGKILL')
  process.exit(1)
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

function describe(stack: Stack, settings: LocalSettings): string {
  const { env, ports } = stack
  const web = env.PUBLIC_URL ?? `http://localhost:${ports.api}`
  const passwordFile = adminPasswordFile(settings, stack.home)
  const short = (path: string) => (path.startsWith(root) ? relative(root, path) : path)
  const lines = [
    ['Web', web],
    ['API docs', `${web}/api/docs`],
    ['Temporal UI', env.TEMPORAL_UI_URL ?? 'of your own server'],
    [
      'Mail inbox',
      settings.existing.smtpUrl ? 'none: mail goes to your own server' : `http://localhost:${ports.mailWeb}`,
    ],
    ['Sign in as', settings.adminEmail],
    ['Password', passwordFile ? `in the file ${short(passwordFile)}` : 'as set in ADMIN_PASSWORD'],
    ['Logs', `${short(stack.home.logs)}/`],
  ]
  const table = lines.map(([name = '', value]) => `  ${name.padEnd(12)} ${value}`).join('\n')
  const stopping = process.stdout.isTTY ? 'Ctrl-C' : 'npm run stack -- down'
  return `\nThroughline is running.\n\n${table}\n\nnpm run doctor says how it is; ${stopping} stops it.\n`
}
