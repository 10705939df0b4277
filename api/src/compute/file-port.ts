// How a file comes from the thread that makes it to the one that serves it: a piece for each time that one is asked for,
// so that what a slow caller does not take is not made. Pieces change hands and are not copied.
import { Readable } from 'node:stream'
import type { MessagePort } from 'node:worker_threads'
import { type PackedError, packError, unpackError } from './packed-error.ts'

export interface FileHead {
  readonly fileName: string
  readonly contentType: string
}

/** A file before its first byte is made. */
export interface OpenedFile extends FileHead {
  readonly pieces: AsyncIterableIterator<Uint8Array<ArrayBuffer>>
}

export interface ReceivedFile extends FileHead {
  readonly body: Readable
}

type Told =
  | { readonly kind: 'head'; readonly head: FileHead }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly error: PackedError }

/**
 * Of the thread that makes it. Ends when all is taken, or nobody wants more; an error is told to the other side, of what
 * comes before the first byte as well, which is made before the head is told. It is the other side that closes the port:
 * what was told last could be lost with a port that is closed here.
 */
export async function sendThrough(port: MessagePort, open: () => Promise<OpenedFile>): Promise<void> {
  const tell = (told: Told, moved: ArrayBuffer[] = []) => port.postMessage(told, moved)
  const isAsked = listen(port)
  try {
    const { pieces, fileName, contentType } = await open()
    let next = await pieces.next()
    tell({ kind: 'head', head: { fileName, contentType } })
    while (await isAsked()) {
      if (next.done) tell({ kind: 'end' })
      else {
        tell({ kind: 'piece', bytes: next.value }, [next.value.buffer])
        next = await pieces.next()
      }
    }
    await pieces.return?.()
  } catch (error) {
    tell({ kind: 'error', error: packError(error) })
    while (await isAsked());
  }
}

/** Waits until a piece is asked for; false when the other side has gone. */
function listen(port: MessagePort): () => Promise<boolean> {
  let [asked, isClosed] = [0, false]
  let heard: () => void = () => undefined
  port.on('message', () => {
    asked += 1
    heard()
  })
  port.on('close', () => {
    isClosed = true
    heard()
  })
  return async () => {
    while (asked === 0 && !isClosed) {
      await new Promise<void>((resolve) => {
        heard = resolve
      })
    }
    asked -= 1
    return !isClosed
  }
}

/** Some pieces are made ahead of what the caller takes. */
const ahead = 262_144

/** Of the thread that serves it: resolves with the head, or throws what the making of it threw. */
export function receiveThrough(port: MessagePort): Promise<ReceivedFile> {
  return new Promise((resolve, reject) => {
    const body = new Readable({
      highWaterMark: ahead,
      read: () => port.postMessage('more'),
      destroy(error, done) {
        port.close()
        done(error)
      },
    })
    let isWhole = false
    const fail = (error: Error) => {
      reject(error)
      // Before the head is told nobody listens to it.
      if (body.listenerCount('error') === 0) body.once('error', () => undefined)
      body.destroy(error)
    }
    port.on('message', (told: Told) => {
      if (told.kind === 'head') resolve({ ...told.head, body })
      else if (told.kind === 'piece') body.push(told.bytes)
      else if (told.kind === 'end') {
        isWhole = true
        body.push(null)
        port.close()
      } else fail(unpackError(told.error))
    })
    port.on('close', () => {
      if (!isWhole && !body.destroyed) fail(new Error('a thread ended amid a file'))
    })
  })
}
