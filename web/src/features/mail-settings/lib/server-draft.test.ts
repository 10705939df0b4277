import { expect, it } from 'vitest'
import { draftOf, serverOf } from './server-draft.ts'

const server = {
  ...({ host: 'mail.example.com', port: 465, tls: 'implicit', fromAddress: 'plans@example.com' } as const),
  ...{ username: 'plans', hasPassword: true },
}

it('a server that is not touched is saved as it is, with the password that is kept', () => {
  const { hasPassword: _, ...same } = server
  expect(serverOf(draftOf(server))).toEqual(same)
})

it('who enters a password sends it, and who enters no user sends none', () => {
  expect(serverOf({ ...draftOf(server), password: 'new one' })).toMatchObject({ password: 'new one' })
  expect(serverOf({ ...draftOf(null), host: ' mail.example.com ' })).toEqual({
    ...{ host: 'mail.example.com', port: 587, tls: 'starttls', username: null, fromAddress: '' },
  })
})
