import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import { addTask, createProject, disconnectAll, endListeners, eventually, follow, upTo } from '../testing/live.ts'

let fixture: Fixture
let gateways: [TestApi, TestApi, TestApi]
beforeAll(async () => {
  fixture = await createFixture()
  gateways = [
    await fixture.start({ dispatch: false }),
    await fixture.start({ dispatch: false }),
    await fixture.start({ dispatch: false, listen: false }),
  ]
})
afterEach(disconnectAll)
afterAll(() => fixture.close())

const editsOfOne = 12

test('three gateways, eight writers, three streams: each subscriber has 1 to n, whenever they come, whatever breaks', async () => {
  const { admin } = fixture.organisation
  const projects = await Promise.all([1, 2, 3].map(() => createProject(gateways[0], admin)))
  const join = (since: number) =>
    Promise.all(gateways.flatMap(({ url }) => projects.map((projectId) => follow(url, admin, projectId, since))))

  let written = 0
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let edit = 0; edit < editsOfOne; edit++) {
      const [gateway, projectId] = [gateways[(writer + edit) % 3], projects[(writer * editsOfOne + edit) % 3]]
      if (!gateway || !projectId) throw new Error('there are three of each')
      expect((await addTask(gateway, admin, projectId, `${writer}.${edit}`)).status).toBe(201)
      written++
    }
  })
  const early = await join(0)
  await eventually(() => expect(written).toBeGreaterThan(20))
  await endListeners()
  const during = await join(0)
  await eventually(() => expect(written).toBeGreaterThan(50))
  await endListeners()
  const later = await join(1)
  await Promise.all(writers)
  const late = await join(0)

  const head = 1 + (8 * editsOfOne) / 3
  const all = [...early, ...during, ...late]
  await eventually(() => {
    for (const follower of all) expect(follower.revisions()).toEqual(upTo(1, head))
    for (const follower of later) expect(follower.revisions()).toEqual(upTo(2, head))
  }, 15_000)
  for (const [index, follower] of all.entries()) expect(follower.events).toEqual(all[index % 3]?.events)
  expect([...all, ...later].flatMap(({ resyncs }) => resyncs)).toEqual([])
})

test('who drops out again and again, and comes back at another gateway from the last revision, has 1 to n', async () => {
  const { admin } = fixture.organisation
  const projectId = await createProject(gateways[0], admin)
  const writer = (async () => {
    for (let edit = 0; edit < 40; edit++) await addTask(gateways[0], admin, projectId, `Task ${edit}`)
  })()
  const log: number[] = []
  for (let visit = 0; log.at(-1) !== 41; visit++) {
    const follower = await follow(gateways[visit % 3]?.url ?? '', admin, projectId, log.at(-1) ?? 0)
    await eventually(() => expect(follower.events.length).toBeGreaterThan(0))
    log.push(...follower.revisions())
    follower.socket.removeAllListeners('event').disconnect()
  }
  await writer
  expect(log).toEqual(upTo(1, 41))
})
