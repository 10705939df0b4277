import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createFixture, type Fixture, type TestApi } from '../testing/fixture.ts'
import { createProject, disconnectAll, eventually, follow, moveHead, upTo } from '../testing/live.ts'
import { openRawSocket } from '../testing/raw-socket.ts'

let fixture: Fixture
let api: TestApi
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false })
})
afterEach(disconnectAll)
afterAll(() => fixture.close())

const watchMessage = (projectId: string, since: number) =>
  `420${JSON.stringify(['watch', { kind: 'project', id: projectId, since }])}`

test('a socket that does not read is cut; the others get everything, in order', async () => {
  const { admin } = fixture.organisation
  const projectId = await createProject(api, admin)
  const reads = await follow(api.url, admin, projectId, 1)
  const raw = await openRawSocket(api.url, admin.token)
  await raw.send(watchMessage(projectId, 1))
  await raw.receive((text) => text.startsWith('430'))
  raw.pause()
  // 20 MB: more than the system's buffers and ours take together.
  for (let head = 100; head <= 300; head += 100) {
    await moveHead(projectId, head + 1, 66_000)
    await eventually(() => expect(reads.revisions()).toEqual(upTo(2, head + 1)), 20_000)
  }
  await eventually(async () => {
    const metrics = await (await fetch(`${api.url}/metrics`)).text()
    expect(metrics).toContain('throughline_gateway_sockets 1\n')
  })
  expect(reads.socket.connected).toBe(true)
})

test('who is far behind is brought up page by page, as fast as it reads', async () => {
  const { admin } = fixture.organisation
  const projectId = await createProject(api, admin)
  await moveHead(projectId, 101, 60_000)
  const late = await follow(api.url, admin, projectId, 1)
  await eventually(() => expect(late.revisions()).toEqual(upTo(2, 101)), 20_000)
  expect(late.resyncs).toEqual([])
})

test('a message that is too large cuts the socket, one that fits does not', async () => {
  const { admin } = fixture.organisation
  const fits = await openRawSocket(api.url, admin.token)
  await fits.send(`42${JSON.stringify(['look', { id: randomUUID(), filling: 'x'.repeat(16_000) }])}`)
  await fits.send(watchMessage(randomUUID(), 0))
  await fits.receive((text) => text.includes('4004'))
  const large = await openRawSocket(api.url, admin.token)
  await large.send(`42${JSON.stringify(['look', { id: randomUUID(), filling: 'x'.repeat(20_000) }])}`)
  await large.closed
})

test('a socket that floods is cut', async () => {
  const raw = await openRawSocket(api.url, fixture.organisation.admin.token)
  for (let index = 0; index < 120; index++) await raw.send(`42${JSON.stringify(['unwatch', { id: randomUUID() }])}`)
  await raw.closed
})

test('what makes no sense is refused or passed over, and hurts nobody', async () => {
  const { admin } = fixture.organisation
  const raw = await openRawSocket(api.url, admin.token)
  for (const message of ['["watch"]', '["watch",null]', '["look",{"id":7}]', '["unwatch",[]]', '["constructor"]'])
    await raw.send(`42${message}`)
  await raw.send('421["watch",{"kind":"project","id":"no id","since":-1}]')
  await raw.receive((text) => text.startsWith('431') && text.includes('4400'))
  const garbled = await openRawSocket(api.url, admin.token)
  await garbled.send('42[')
  await garbled.closed
  await raw.send('422["watch",{"kind":"project"}]')
  await raw.receive((text) => text.startsWith('432') && text.includes('4400'))
})
