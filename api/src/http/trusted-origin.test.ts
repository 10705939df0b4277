import { expect, test } from 'vitest'
import { isTrustedOrigin } from './trusted-origin.ts'

const settings = { publicUrl: 'https://plan.example.com', corsOrigins: ['https://partner.example.org'] }

test.each([
  [true, { origin: 'https://plan.example.com' }],
  [true, { origin: 'https://partner.example.org' }],
  [true, { origin: 'http://10.0.0.5:8000', host: '10.0.0.5:8000' }],
  [true, { 'sec-fetch-site': 'same-origin' }],
  [true, { 'sec-fetch-site': 'none' }],
  [false, { 'sec-fetch-site': 'same-site' }],
  [false, { 'sec-fetch-site': 'cross-site' }],
  [false, { origin: 'https://evil.example', host: 'plan.example.com', 'sec-fetch-site': 'same-origin' }],
  [false, { origin: 'http://plan.example.com' }],
  [false, { origin: 'https://plan.example.com.evil.example' }],
  [false, { origin: 'null' }],
  [false, {}],
])('%s for %o', (trusted, headers) => {
  expect(isTrustedOrigin(settings, headers)).toBe(trusted)
})
