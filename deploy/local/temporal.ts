import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { canConnect } from './mail.ts'
import type { StackContext } from './stack-context.ts'
import { findTemporal } from './temporal-binary.ts'
import { prepareTemporal } from './temporal-setup.ts'
import { developmentValues } from './temporal-tuning.ts'

/** Starts the Temporal development server, whose state stays in a file, and sets up its namespace. */
export async function startTemporal(context: StackContext): Promise<void> {
  const { ports, settings, home, progress } = context
  const program = await findTemporal(settings, progress)
  const folder = join(home.folder, 'temporal')
  mkdirSync(folder, { recursive: true })
  await progress.step('Starting Temporal', async (say) => {
    await context.run({
      name: 'temporal',
      command: program,
      args: serverArguments(join(folder, 'temporal.db'), ports.temporal, ports.temporalUi),
      // Half the collections for a quarter more memory: a tenth less of a processor under load.
      env: { GOGC: '200', ...settings.environment },
      cwd: folder,
      ready: async () => await canConnect(ports.temporal),
      readyTimeoutMs: 60_000,
    })
    say('namespace and search attributes')
    await prepareTemporal(`127.0.0.1:${ports.temporal}`, settings.temporalNamespace, context.signal)
    say('')
  })
}

/**
 * How SQLite keeps the file: a log beside it that is forced to the disk now and then, not at each commit. A killed server
 * loses nothing; a power cut may take the last moments, which the service asks for again. Halves what a workflow costs.
 */
const filePragmas = ['journal_mode=wal', 'synchronous=normal']

export function serverArguments(file: string, port: number, uiPort: number): string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
    ...['--db-filename', file, '--log-level', 'warn'],
    ...filePragmas.flatMap((pragma) => ['--sqlite-pragma', pragma]),
    ...developmentValues.flatMap((value) => ['--dynamic-config-value', value]),
  ]
}
