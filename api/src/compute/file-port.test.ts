import { buffer } from 'node:stream/consumers'
import { MessageChannel } from 'node:worker_threads'
import { NotFoundError, ProblemError } from '@throughline/contract'
import { expect, it } from 'vitest'
import { type OpenedFile, receiveThrough, sendThrough } from './file-port.ts'

const head = { fileName: 'plan.csv', contentType: 'text/csv' }

function connect(open: () => Promise<OpenedFile>) {
  const { port1, port2 } = new MessageChannel()
  return { sending: sendThrough(port2, open), receiving: receiveThrough(port1), port1 }
}

const piece = (number: number) => new Uint8Array(65_536).fill(number % 251)

/** So many pieces; tells how many of them were made, and whether it was ended before. */
function counted(count: number) {
  const state = { made: 0, isEnded: false }
  async function* pieces() {
    try {
      for (let index = 0; index < count; index += 1) {
        state.made += 1
        yield piece(index)
      }
    } finally {
      state.isEnded = true
    }
  }
  return { state, open: async () => ({ ...head, pieces: pieces() }) }
}

it('brings a file over whole, with its name and its type', async () => {
  const { open } = counted(50)
  const { sending, receiving } = connect(open)
  const { body, ...received } = await receiving
  expect(received).toEqual(head)
  const bytes = await buffer(body)
  expect(bytes.equals(Buffer.concat(Array.from({ length: 50 }, (_, index) => piece(index))))).toBe(true)
  await sending
})

it('brings an empty file', async () => {
  const { open } = counted(0)
  const { sending, receiving } = connect(open)
  expect(await buffer((await receiving).body)).toHaveLength(0)
  await sending
})

it('makes no more than a little ahead of what is taken', async () => {
  const { state, open } = counted(1_000)
  const { receiving, sending } = connect(open)
  const { body } = await receiving
  await new Promise((resolve) => body.once('readable', resolve))
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(state.made).toBeLessThan(10)
  body.destroy()
  await sending
})

it('stops when nobody wants more', async () => {
  const { state, open } = counted(1_000)
  const { receiving, sending } = connect(open)
  const { body } = await receiving
  let taken = 0
  for await (const _ of body) {
    taken += 1
    if (taken === 3) break
  }
  await sending
  expect(state.isEnded).toBe(true)
  expect(state.made).toBeLessThan(20)
})

it('stops when the other side goes before there is anything to take', async () => {
  const { state, open } = counted(10)
  let begin: () => void = () => undefined
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const { sending, receiving, port1 } = connect(async () => {
    await begun
    return open()
  })
  port1.close()
  await expect(receiving).rejects.toThrow('a thread ended amid a file')
  begin()
  await sending
  expect(state.made).toBeLessThan(3)
  expect(state.isEnded).toBe(true)
})

it('throws here what opening it threw there', async () => {
  const { sending, receiving } = connect(() => Promise.reject(new NotFoundError('project')))
  await expect(receiving).rejects.toBeInstanceOf(ProblemError)
  await sending
})

it('throws what the first piece threw, before there is a head', async () => {
  const pieces: OpenedFile['pieces'] = {
    next: () => Promise.reject(new ProblemError('bad-request', { detail: 'too many pages' })),
    [Symbol.asyncIterator]: () => pieces,
  }
  const { sending, receiving } = connect(async () => ({ ...head, pieces }))
  await expect(receiving).rejects.toThrow('too many pages')
  await sending
})

it('breaks off where a later piece throws', async () => {
  async function* pieces(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    yield piece(1)
    yield piece(2)
    throw new Error('lost')
  }
  const { sending, receiving } = connect(async () => ({ ...head, pieces: pieces() }))
  await expect(buffer((await receiving).body)).rejects.toThrow('lost')
  await sending
})

it('breaks off where the thread goes away', async () => {
  const { port1, port2 } = new MessageChannel()
  const receiving = receiveThrough(port1)
  port2.postMessage({ kind: 'head', head })
  const { body } = await receiving
  const reading = buffer(body)
  port2.close()
  await expect(reading).rejects.toThrow('a thread ended amid a file')
})
