import { expect, it } from 'vitest'
import { createLogger } from './log.ts'

function lines(
  level: 'info' | 'warn',
  write: (logger: ReturnType<typeof createLogger>) => void,
): Record<string, unknown>[] {
  const written: string[] = []
  write(createLogger('unit', { logLevel: level }, { write: (line) => written.push(line) }))
  return written.map((line) => JSON.parse(line) as Record<string, unknown>)
}

it('writes JSON lines with name, level and time', () => {
  const [line] = lines('info', (logger) => logger.info({ projectId: 'p1' }, 'opened'))
  expect(line).toMatchObject({ name: 'unit', level: 'info', projectId: 'p1', msg: 'opened' })
  expect(line?.time).toMatch(/^\d{4}-\d\d-\d\dT/)
})

it('redacts secrets and addresses of people, one level down too', () => {
  const text = JSON.stringify(
    lines('info', (logger) => {
      logger.info({ password: 'p-secret', body: { email: 'ann@example.com', token: 't-secret' } }, 'signed in')
      logger.info(
        { req: { headers: { authorization: 'Bearer b-secret', cookie: 'c-secret', host: 'plan.example' } } },
        'asked',
      )
    }),
  )
  expect(text).not.toMatch(/secret|ann@example/)
  expect(text).toContain('plan.example')
})

it('keeps to its level', () => {
  expect(lines('warn', (logger) => logger.info('quiet'))).toEqual([])
})
