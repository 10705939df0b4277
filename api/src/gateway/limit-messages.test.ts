import { expect, test, vi } from 'vitest'
import { limitMessages } from './limit-messages.ts'

test('the hundred and first message in ten seconds cuts the socket; slower ones go on', () => {
  let now = 0
  const disconnect = vi.fn()
  const next = vi.fn()
  const check = limitMessages({ disconnect }, () => now)
  const send = (count: number) => {
    for (let index = 0; index < count; index++) check(['watch'], next)
  }
  send(100)
  now = 10_001
  send(100)
  expect(next).toHaveBeenCalledTimes(200)
  expect(disconnect).not.toHaveBeenCalled()
  send(1)
  expect(next).toHaveBeenCalledTimes(200)
  expect(disconnect).toHaveBeenCalledWith(true)
})
