import { randomUUID } from 'node:crypto'
import type { SessionKey } from '@throughline/database'

export interface SessionPlace {
  organisationId: string
  projectId: string
}

interface SessionOptions {
  stayMilliseconds: number
  /** False when the session has been granted a slot meanwhile. */
  end: (key: SessionKey) => Promise<boolean>
  onClosed: () => void
}

/** However busy the project is: a worker that is to be replaced, or a history that grows, gets its turn. */
const longestLife = 5 * 60_000

/** One attempt of an activity that stays. Known to the database from its first run on. */
export class RecomputeSession implements SessionKey {
  readonly sessionId = randomUUID()
  readonly projectId: string
  readonly #options: SessionOptions
  readonly #stopped = new AbortController()
  readonly #bornAt = performance.now()
  #woken = false
  #isLost = false
  #end: (() => void) | undefined

  constructor({ projectId }: SessionPlace, options: SessionOptions) {
    this.projectId = projectId
    this.#options = options
  }

  get isWaiting(): boolean {
    return this.#end !== undefined
  }

  /**
   * Waits until the project is granted a slot. False when the session is over: nothing came for a while, it is old, it is
   * no longer the project's, or it was stopped. `cancelled`: the attempt was given up.
   */
  async next(cancelled: AbortSignal): Promise<boolean> {
    if (!this.#woken && !this.#isOver(cancelled)) await this.#wait(cancelled)
    if (this.#isLost) return false
    if (!this.#woken && (await this.#options.end(this))) return false
    this.#woken = false
    return true
  }

  #isOver(cancelled: AbortSignal): boolean {
    const isOld = performance.now() - this.#bornAt > longestLife
    return isOld || this.#isLost || cancelled.aborted || this.#stopped.signal.aborted
  }

  async #wait(cancelled: AbortSignal): Promise<void> {
    const aborted = AbortSignal.any([cancelled, this.#stopped.signal])
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => this.#end?.(), this.#options.stayMilliseconds)
      this.#end = () => {
        clearTimeout(timer)
        this.#end = undefined
        resolve()
      }
      aborted.addEventListener('abort', () => this.#end?.(), { once: true })
    })
  }

  /** The project has been granted a slot. */
  wake(): void {
    this.#woken = true
    this.#end?.()
  }

  /** Another attempt has the session of the project now. */
  lose(): void {
    this.#isLost = true
    this.#end?.()
  }

  /** Ends as soon as it waits. */
  stop(): void {
    this.#stopped.abort()
  }

  close(): void {
    this.#options.onClosed()
  }
}
