import { expect, it } from 'vitest'
import { bytesText, linkOf, shareFetched, waitText } from './fetching.ts'

const link = {
  ...{ origin: 'https://plans.example.com', bytesDone: 0, bytesTotal: null, failures: 0 },
  ...{ problem: null, triesAgainAt: null },
}

it('says how much of a file has come, as far as it is known', () => {
  expect(bytesText(link)).toBe('')
  expect(bytesText({ ...link, bytesDone: 1_200 })).toBe('1.2 kB')
  const half = { ...link, bytesDone: 1_000_000, bytesTotal: 2_000_000 }
  expect([bytesText(half), shareFetched(half), shareFetched(link)]).toEqual(['1.0 MB of 2.0 MB', 0.5, 0])
})

it('says where it comes from, and why it has to be tried again', () => {
  expect(waitText(link)).toBe('It comes from https://plans.example.com.')
  const waiting = { ...link, problem: 'the host answered 503.', triesAgainAt: '2026-03-02T08:00:00Z' }
  expect(waitText(waiting)).toMatch(/^https:\/\/plans\.example\.com: the host answered 503\. It is tried again at /)
})

it('takes links of the web, and nothing else', () => {
  expect(linkOf(' https://plans.example.com/a.xml?x=1 ')?.host).toBe('plans.example.com')
  for (const text of ['', 'plans.example.com', 'ftp://plans.example.com', 'javascript:alert(1)', 'http://'])
    expect(linkOf(text)).toBeNull()
})
