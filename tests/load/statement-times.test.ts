import { expect, test } from 'vitest'
import { explainMissing } from './statement-times.ts'

test('a PostgreSQL without the module says what is missing; other troubles stay what they are', () => {
  const log = 'FATAL:  could not access file "pg_stat_statements": No such file or directory'
  const failed = new Error(`postgres ended while starting. The last lines of its log:\n    ${log}`)
  expect(explainMissing(failed)).toMatchObject({ message: expect.stringContaining('--statements'), cause: failed })
  const other = new Error('the port is taken')
  expect(explainMissing(other)).toBe(other)
})
