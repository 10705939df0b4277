import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientToServerEvents, ServerToClientEvents } from '@throughline/contract'
import { io, type Socket } from 'socket.io-client'
import { connectToParent } from './child.ts'
import type { LoadProject, SocketOrder, SocketResult } from './messages.ts'

/**
 * The live connections: each watches one project as a page does, and checks by revision that every event comes, in order,
 * once.
 */
const connectAtOnce = 25
const lagOfEvery = 20
const patience = 60_000
const looksOfEvery = 10

const parent = await connectToParent<SocketOrder, SocketResult>()
const { urls, projects, count } = parent.order
const told: SocketResult = {
  connected: 0,
  deliveries: 0,
  misplaced: 0,
  resyncs: 0,
  disconnects: 0,
  refusals: 0,
  behind: 0,
  lags: [],
}
const positions: { projectId: string; revision: number }[] = []
let isEnding = false
/** What happened before all were connected is no measure of the way to a socket. */
let connectedAt = Number.POSITIVE_INFINITY

async function open(index: number): Promise<void> {
  const project = projects[index % projects.length]
  const person = project?.people[Math.floor(index / projects.length) % project.people.length]
  if (!project || !person) throw new Error('there is no project, or nobody in it')
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(urls[index % urls.length] ?? '', {
    transports: ['websocket'],
    forceNew: true,
    auth: { token: person.token },
  })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  told.connected++
  await follow(socket, project, index)
}

async function follow(socket: Socket<ServerToClientEvents, ClientToServerEvents>, project: LoadProject, index: number) {
  const position = { projectId: project.id, revision: 0 }
  positions.push(position)
  socket.on('event', ({ revision, at }) => {
    told.deliveries++
    if (position.revision > 0 && revision !== position.revision + 1) told.misplaced++
    position.revision = revision
    const began = Date.parse(at)
    if (told.deliveries % lagOfEvery === 0 && began >= connectedAt) told.lags.push(Date.now() - began)
  })
  socket.on('resync', () => void told.resyncs++)
  socket.on('disconnect', () => {
    if (!isEnding) told.disconnects++
  })
  const watch = async () => {
    const answer = await socket.emitWithAck('watch', { kind: 'project', id: project.id, since: position.revision })
    if (answer.ok) socket.emit('look', { id: project.id, taskId: null })
    else told.refusals++
  }
  socket.io.on('reconnect', () => void watch())
  await watch()
  if (index % looksOfEvery === 0) lookAround(socket, project)
}

/** One page in ten moves from task to task. */
function lookAround(socket: Socket<ServerToClientEvents, ClientToServerEvents>, project: LoadProject): void {
  let step = 0
  setInterval(() => {
    socket.emit('look', { id: project.id, taskId: project.taskIds[step++ % project.taskIds.length] ?? null })
  }, 20_000).unref()
}

for (let first = 0; first < count; first += connectAtOnce) {
  const indexes = Array.from({ length: Math.min(connectAtOnce, count - first) }, (_, offset) => first + offset)
  await Promise.all(indexes.map(open))
}
connectedAt = Date.now()
parent.ready()

const heads = await parent.ended
const isBehind = ({ projectId, revision }: { projectId: string; revision: number }) => revision !== heads[projectId]
const deadline = Date.now() + patience
while (positions.some(isBehind) && Date.now() < deadline) await sleep(100)
told.behind = positions.filter(isBehind).length
isEnding = true
await parent.done(told)
process.exit(0)
