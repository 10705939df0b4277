import { createLogger, loadSettings, prepareFaults, runUntilSignal } from '@throughline/platform'
import { startApi } from './api.ts'

/** The api process. */
const settings = loadSettings()
const log = createLogger('api', settings)
prepareFaults(settings)

await runUntilSignal(log, async (shutdown) => {
  const api = await startApi(settings, log, { ofProcess: true })
  shutdown.add('api', () => api.close())
})
