import { createClient, RequestError } from '@throughline/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fetchTelling } from './upload-fetch.ts'

/** What the code asks of a request, with a service behind it that answers when told. */
class FakeRequest {
  static last: FakeRequest
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
  readonly headers: Record<string, string> = {}
  method = ''
  url = ''
  body: unknown
  status = 0
  statusText = ''
  responseText = ''
  onload?: () => void
  onerror?: () => void
  onabort?: () => void
  constructor() {
    FakeRequest.last = this
  }
  open(method: string, url: string): void {
    Object.assign(this, { method, url })
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value
  }
  getResponseHeader(): string {
    return 'application/json'
  }
  send(body: unknown): void {
    this.body = body
  }
  abort(): void {
    this.onabort?.()
  }
  answer(status: number, body: unknown): void {
    Object.assign(this, { status, responseText: JSON.stringify(body) })
    this.onload?.()
  }
}

beforeEach(() => vi.stubGlobal('XMLHttpRequest', FakeRequest))
afterEach(() => vi.unstubAllGlobals())

const sent: number[] = []
const upload = (signal?: AbortSignal) =>
  createClient({ fetch: fetchTelling((share) => sent.push(share)) }).call('createImport', {
    query: { fileName: 'a.csv' },
    body: new Blob(['Name\nDig\n']),
    ...(signal ? { signal } : {}),
  })

it('uploads as the client says, and tells how far it is', async () => {
  const answer = upload()
  const request = FakeRequest.last
  expect([request.method, request.url]).toEqual(['POST', '/api/v1/imports?fileName=a.csv'])
  expect(request.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/)
  expect(await (request.body as Blob).text()).toBe('Name\nDig\n')
  request.upload.onprogress?.({ loaded: 3, total: 9 })
  request.answer(202, { id: 'i' })
  expect(await answer).toEqual({ id: 'i' })
  expect(sent).toEqual([3 / 9])
})

it('tells a refusal as the client does', async () => {
  const answer = upload()
  FakeRequest.last.answer(415, { type: '/problems/unsupported-file', title: 'No', status: 415 })
  const error = await answer.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(RequestError)
  expect((error as RequestError).type).toBe('unsupported-file')
})

it('gives up when told', async () => {
  const controller = new AbortController()
  const answer = upload(controller.signal)
  controller.abort()
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
})
