import { gunzipSync } from 'node:zlib'
import type { Request, Response } from 'express'
import { expect, test } from 'vitest'
import { sendJson } from './send-json.ts'

async function answer(body: unknown, encoding: string | false) {
  const headers: Record<string, unknown> = {}
  let sent: Buffer = Buffer.alloc(0)
  const response = {
    setHeader: (name: string, value: unknown) => Object.assign(headers, { [name]: value }),
    vary: (name: string) => Object.assign(headers, { Vary: name }),
    end: (bytes: Buffer) => {
      sent = bytes
    },
  }
  const request = { acceptsEncodings: () => encoding }
  await sendJson(request as unknown as Request, response as unknown as Response, body)
  expect(headers).toMatchObject({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': sent.length })
  return { headers, sent }
}

const textOf = (length: number) => ({ text: 'é'.repeat(length) })

test('what is small is sent as it is', async () => {
  const { headers, sent } = await answer(textOf(2_000), 'gzip')
  expect(JSON.parse(sent.toString())).toEqual(textOf(2_000))
  expect(headers).not.toHaveProperty('Content-Encoding')
})

test.each([5_000, 300_000])('what has %d letters is compressed for those who take it', async (length) => {
  const { headers, sent } = await answer(textOf(length), 'gzip')
  expect(headers).toMatchObject({ 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' })
  expect(sent.length).toBeLessThan(length)
  expect(JSON.parse(gunzipSync(sent).toString())).toEqual(textOf(length))
  const plain = await answer(textOf(length), false)
  expect(JSON.parse(plain.sent.toString())).toEqual(textOf(length))
  expect(plain.headers).toMatchObject({ Vary: 'Accept-Encoding' })
  expect(plain.headers).not.toHaveProperty('Content-Encoding')
})
