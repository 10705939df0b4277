import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { armFault, faultPoint, prepareFaults } from './fault-point.ts'
import { parseFault } from './setting-values.ts'

const arm = (text: string) => armFault(parseFault(text) ?? undefined)

afterEach(() => {
  armFault(undefined)
  vi.restoreAllMocks()
})

describe('a fault point', () => {
  it('kills only at the named point, and once', async () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    arm('edit:after-commit:exit')
    await faultPoint('edit:before-commit')
    expect(kill).not.toHaveBeenCalled()
    await faultPoint('edit:after-commit')
    await faultPoint('edit:after-commit')
    expect(kill.mock.calls).toEqual([[process.pid, 'SIGKILL']])
  })

  it('counts how often it is reached', async () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    arm('import:batch-written#3:stop')
    for (let times = 0; times < 2; times++) await faultPoint('import:batch-written')
    expect(kill).not.toHaveBeenCalled()
    await faultPoint('import:batch-written')
    expect(kill.mock.calls).toEqual([[process.pid, 'SIGSTOP']])
  })

  it('does nothing when not armed', () => {
    expect(faultPoint('edit:after-commit')).toBeUndefined()
  })

  it('is not armed in production', () => {
    const fault = parseFault('edit:after-commit:hold') ?? undefined
    prepareFaults({ appEnv: 'production', fault })
    expect(faultPoint('edit:after-commit')).toBeUndefined()
  })
})

it('holds a process where its parent says, until that lets it go', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fault-'))
  const script = join(folder, 'child.ts')
  const source = fileURLToPath(new URL('./fault-point.ts', import.meta.url))
  writeFileSync(
    script,
    `import { faultPoint, prepareFaults } from ${JSON.stringify(source)}
     prepareFaults({ appEnv: 'test', fault: undefined })
     process.send('ready')
     const timer = setInterval(async () => {
       const waited = faultPoint('edit:after-commit')
       if (!waited) return
       clearInterval(timer)
       await waited
       process.send('let go', () => process.exit())
     }, 5)`,
  )
  const child = fork(script, { execArgv: ['--import', 'tsx'], cwd: process.cwd() })
  try {
    const next = async () => (await once(child, 'message'))[0]
    expect(await next()).toBe('ready')
    const taken = next()
    child.send({ throughlineFault: 'edit:after-commit:hold' })
    expect(await taken).toEqual({ tookFault: 'edit:after-commit:hold' })
    expect(await next()).toEqual({ reachedFaultPoint: 'edit:after-commit' })
    const seen: unknown[] = []
    child.on('message', (message) => seen.push(message))
    child.send({ throughlineFault: null })
    await once(child, 'exit')
    expect(seen).toEqual(expect.arrayContaining([{ tookFault: null }, 'let go']))
  } finally {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  }
})
