import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { ChildMessage, ParentMessage } from './messages.ts'

/** A generator of load in a process of its own. */
export interface Child<Order, Result> {
  /** Settles when it is ready. */
  start(order: Order): Promise<void>
  /** Tells it how far each stream has come, so that it can end. */
  end(heads: Record<string, number>): void
  result: Promise<Result>
  kill(): void
}

export function spawnChild<Order, Result>(module: string, onProgress: (line: string) => void): Child<Order, Result> {
  const child = fork(new URL(module, import.meta.url), { execArgv: ['--import', 'tsx'], serialization: 'advanced' })
  const ready = deferred<void>()
  const result = deferred<Result>()
  child.on('message', (message: ChildMessage<Result>) => {
    if (message.kind === 'ready') ready.resolve()
    else if (message.kind === 'progress') onProgress(message.line)
    else result.resolve(message.result)
  })
  const fail = (error: Error) => {
    ready.reject(error)
    result.reject(error)
  }
  child.once('error', fail).once('exit', (code) => fail(new Error(`${module} ended with ${code}`)))
  result.promise.catch(() => undefined)
  return {
    async start(order) {
      send(child, { kind: 'start', order })
      await ready.promise
    },
    end: (heads) => send(child, { kind: 'end', heads }),
    result: result.promise,
    kill: () => void child.kill('SIGKILL'),
  }
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined
  let reject: (error: Error) => void = () => undefined
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue
    reject = onError
  })
  return { promise, resolve, reject }
}

const send = <Order>(child: ChildProcess, message: ParentMessage<Order>): void => void child.send(message as object)

/** The child's side. */
export interface Parent<Order, Result> {
  order: Order
  ended: Promise<Record<string, number>>
  ready(): void
  progress(line: string): void
  done(result: Result): Promise<void>
}

export async function connectToParent<Order, Result>(): Promise<Parent<Order, Result>> {
  const [first] = (await once(process, 'message')) as [ParentMessage<Order>]
  if (first.kind !== 'start') throw new Error('the order comes first')
  const ended = once(process, 'message').then(([message]) => {
    const told = message as ParentMessage<Order>
    return told.kind === 'end' ? told.heads : {}
  })
  const tell = (message: ChildMessage<Result>) => process.send?.(message)
  return {
    order: first.order,
    ended,
    ready: () => void tell({ kind: 'ready' }),
    progress: (line) => void tell({ kind: 'progress', line }),
    done: (result) =>
      new Promise((resolve) => process.send?.({ kind: 'done', result }, undefined, undefined, () => resolve())),
  }
}
