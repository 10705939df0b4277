import { afterEach, expect, it } from 'vitest'
import { createLogger } from './log.ts'
import { runUntilSignal, Shutdown } from './shutdown.ts'

const logger = createLogger('unit', { logLevel: 'silent' })

afterEach(() => {
  process.exitCode = undefined
})

it('closes in the opposite order of opening, one after another', async () => {
  const closed: string[] = []
  const shutdown = new Shutdown(logger)
  for (const name of ['pool', 'server', 'gateway']) {
    shutdown.add(name, async () => {
      await Promise.resolve()
      closed.push(name)
    })
  }
  expect(await shutdown.close()).toBe(true)
  expect(closed).toEqual(['gateway', 'server', 'pool'])
})

it('goes on closing when one part fails, and says that it was not clean', async () => {
  const closed: string[] = []
  const shutdown = new Shutdown(logger)
  shutdown.add('pool', () => closed.push('pool'))
  shutdown.add('server', () => {
    throw new Error('stuck')
  })
  expect(await shutdown.close()).toBe(false)
  expect(closed).toEqual(['pool'])
})

it('runs until a signal comes, aborts what listens, then closes', async () => {
  const seen: string[] = []
  await runUntilSignal(logger, async (shutdown) => {
    shutdown.signal.addEventListener('abort', () => seen.push('aborted'))
    shutdown.add('server', () => seen.push('closed'))
    process.emit('SIGTERM', 'SIGTERM')
  })
  expect(seen).toEqual(['aborted', 'closed'])
  expect(process.exitCode).toBeUndefined()
})

it('closes what is open when starting fails, and the process will exit with 1', async () => {
  const seen: string[] = []
  await runUntilSignal(logger, async (shutdown) => {
    shutdown.add('pool', () => seen.push('closed'))
    throw new Error('no database')
  })
  expect(seen).toEqual(['closed'])
  expect(process.exitCode).toBe(1)
})
