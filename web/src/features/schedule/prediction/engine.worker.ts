import { createEngineDesk } from './engine-desk.ts'
import type { EngineRequest } from './protocol.ts'

const answer = createEngineDesk()

addEventListener('message', ({ data }: MessageEvent<EngineRequest>) => {
  const told = answer(data)
  const buffers = told.kind === 'dates' ? Object.values(told.dates).flatMap(bufferOf) : []
  postMessage(told, { transfer: buffers })
})

const bufferOf = (value: unknown): ArrayBuffer[] =>
  ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : []
