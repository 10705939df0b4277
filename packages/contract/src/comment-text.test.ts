import { describe, expect, test } from 'vitest'
import { excerptOf, mentionedIn, mentionOf, partsOfComment } from './comment-text.ts'

const ann = { id: '00000000-0000-7000-8000-00000000000a', name: 'Ann Ash' }
const bob = { id: '00000000-0000-7000-8000-00000000000b', name: 'Bob [the builder]' }

describe('the text of a comment', () => {
  test('names whom it mentions, each once, in order', () => {
    const body = `${mentionOf(bob)}, ask ${mentionOf(ann)}; ${mentionOf({ ...bob, id: bob.id.toUpperCase() })}`
    expect(mentionedIn(body)).toEqual([bob.id, ann.id])
  })

  test.each(['@Ann', '[Ann](person:1)', `@[Ann](person:${ann.id}0)`, `@[](person:${ann.id})`, '@[Ann](task:1)'])(
    'mentions nobody by %s',
    (body) => expect(mentionedIn(body)).toEqual([]),
  )

  test('is told apart from its mentions', () => {
    expect(partsOfComment(`Hello ${mentionOf(ann)}!`)).toEqual([
      { text: 'Hello ' },
      { personId: ann.id, name: 'Ann Ash' },
      { text: '!' },
    ])
    expect(partsOfComment('plain')).toEqual([{ text: 'plain' }])
  })

  test('has a start of one line, with names', () => {
    expect(excerptOf(`${mentionOf(bob)}\n\n- look `)).toBe('@Bob  the builder - look'.replace('  ', ' '))
    const long = excerptOf('😀'.repeat(500))
    expect(long.length).toBeLessThanOrEqual(240)
    expect(long.isWellFormed() && long.endsWith('…')).toBe(true)
  })
})
