import type { WorkRequest } from '@throughline/database'
import { expect, test } from 'vitest'
import { groupWork } from './start-work.ts'

const request = (
  id: string,
  kind: WorkRequest['kind'],
  subjectId: string,
  revision = 0,
  attempts = 1,
): WorkRequest => ({
  id,
  organisationId: 'organisation',
  kind,
  subjectId,
  revision,
  attempts,
})

test('requests about one project become one, for the highest revision', () => {
  const works = groupWork([
    request('3', 'recompute', 'p1', 9),
    request('1', 'recompute', 'p1', 12, 4),
    request('2', 'recompute', 'p2', 5),
  ])
  expect(works).toEqual([
    {
      kind: 'recompute',
      organisationId: 'organisation',
      subjectId: 'p1',
      revision: 12,
      requestIds: ['1', '3'],
      attempts: 4,
    },
    { kind: 'recompute', organisationId: 'organisation', subjectId: 'p2', revision: 5, requestIds: ['2'], attempts: 1 },
  ])
})

test('an import is started before it is cancelled', () => {
  const works = groupWork([request('2', 'importCancel', 'i1'), request('1', 'import', 'i1')])
  expect(works.map(({ kind }) => kind)).toEqual(['import', 'importCancel'])
})
