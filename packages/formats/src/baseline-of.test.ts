import { minuteOf } from '@throughline/engine'
import { expect, it } from 'vitest'
import { bytesOf } from '../test-support/bytes.ts'
import { projectXml } from '../test-support/mspdi.ts'
import { baselineOf } from './baseline-of.ts'
import { readMspdi } from './mspdi/read-mspdi.ts'

const agreed = `<Baseline><Number>1</Number><Start>2026-05-04T08:00:00</Start><Finish>2026-05-04T17:00:00</Finish></Baseline>
<Baseline><Number>0</Number><Start>2026-03-02T08:00:00</Start><Finish>2026-03-03T17:00:00</Finish>
<Duration>PT16H0M0S</Duration><Work>PT8H0M0S</Work><Cost>120050</Cost></Baseline>`

it('takes the first baseline of tasks that have it, with its dates, duration, work and cost', async () => {
  const xml = projectXml([
    { uid: 1, name: 'Phase', duration: 'PT24H0M0S', more: agreed },
    { uid: 2, name: 'Dig', level: 2, duration: 'PT24H0M0S', more: agreed },
    { uid: 3, name: 'Dug', level: 2, duration: 'PT0H0M0S' },
    { uid: 4, name: 'Undated', level: 2, duration: 'PT8H0M0S', more: '<Baseline><Cost>5</Cost></Baseline>' },
  ])
  expect(baselineOf(await readMspdi(bytesOf(xml)))).toEqual([
    {
      taskId: '2',
      start: minuteOf('2026-03-02T08:00'),
      finish: minuteOf('2026-03-03T17:00'),
      durationMinutes: 960,
      workMinutes: 480,
      costMinor: 120_050,
    },
  ])
})
