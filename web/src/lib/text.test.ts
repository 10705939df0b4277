import { afterEach, expect, test } from 'vitest'
import { setLanguage, textOf } from './text.ts'

const text = textOf('inbox', {
  title: 'Inbox',
  unread: '{count, plural, one {# message} other {# messages}}',
  quoted: "It''s from {name}",
})

afterEach(() => setLanguage({ locale: 'en', messages: {} }))

test('says messages with what they are about', () => {
  expect(text('title')).toBe('Inbox')
  expect(text('unread', { count: 1 })).toBe('1 message')
  expect(text('unread', { count: 1200 })).toBe('1,200 messages')
  expect(text('quoted', { name: 'Ada' })).toBe("It's from Ada")
})

test('says them in another language, and in English what that one lacks', () => {
  setLanguage({
    locale: 'de',
    messages: { inbox: { unread: '{count, plural, one {# Nachricht} other {# Nachrichten}}' } },
  })
  expect(text('unread', { count: 1200 })).toBe('1.200 Nachrichten')
  expect(text('title')).toBe('Inbox')
})
