import { gunzipSync } from 'node:zlib'
import type { Request, Response } from 'express'
import { expect, test } from 'vitest'
import { PreparedJson, sendPrepared } from './prepared-json.ts'

const parts = [
  '{"rows":[',
  // Some are small enough to stay uncompressed among those that are not.
  ...Array.from({ length: 40 }, (_, index) => `${index ? ',' : ''}"${'é'.repeat(index * 97)}"`),
  ']}',
]
const text = parts.join('')

async function answer(encoding: string | false) {
  const headers: Record<string, string> = {}
  let body: Buffer = Buffer.alloc(0)
  const response = {
    type: () => response,
    vary: () => response,
    set: (more: Record<string, string>) => Object.assign(headers, more),
    end: (bytes: Buffer) => {
      body = bytes
    },
  }
  const request = { acceptsEncodings: () => encoding }
  const json = new PreparedJson(parts.map((part) => Buffer.from(part)))
  await sendPrepared(request as unknown as Request, response as unknown as Response, json)
  return { headers, body }
}

test('parts that were compressed apart are one gzip stream', async () => {
  const { headers, body } = await answer('gzip')
  expect(headers).toEqual({ 'Content-Encoding': 'gzip', 'Content-Length': String(body.length) })
  expect(gunzipSync(body).toString()).toBe(text)
})

test('whoever takes no gzip gets the parts as they are', async () => {
  expect((await answer(false)).body.toString()).toBe(text)
})
