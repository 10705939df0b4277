import { mentionOf } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { bodyOf, draftOf, emptyDraft, mentioning, nameBefore, peopleLike } from './comment-draft.ts'

const ann = { id: '00000000-0000-7000-8000-00000000000a', name: 'Ann' }
const anna = { id: '00000000-0000-7000-8000-00000000000b', name: 'Anna Berg' }

describe('a comment that is typed', () => {
  it('mentions whom was chosen, and nobody whose name merely stands there', () => {
    const typed = { text: '  @Ann, @Anna Berg and @Annette ask @Ben ', people: [ann, anna] }
    expect(bodyOf(typed)).toBe(`${mentionOf(ann)}, ${mentionOf(anna)} and @Annette ask @Ben`)
    expect(bodyOf({ ...emptyDraft, text: '@Ann' })).toBe('@Ann')
  })

  it('is the same again after it was read', () => {
    const body = `${mentionOf(anna)}: see\n\n- ${mentionOf(ann)}`
    expect(draftOf(body).text).toBe('@Anna Berg: see\n\n- @Ann')
    expect(bodyOf(draftOf(body))).toBe(body)
  })

  it('offers people by the beginning of a word of their name, behind an @', () => {
    expect(nameBefore('Hello @An', 9)).toEqual({ from: 6, typed: 'An' })
    expect(nameBefore('Hello @An and more', 9)).toEqual({ from: 6, typed: 'An' })
    expect(nameBefore('ann@example.com', 15)).toBeNull()
    expect(peopleLike([ann, anna], 'be')).toEqual([anna])
    expect(peopleLike([ann, anna], '')).toEqual([ann, anna])
  })

  it('has the name in the place of what was typed of it', () => {
    const { draft, caret } = mentioning({ text: 'Ask @an today', people: [] }, { from: 4, typed: 'an' }, anna)
    expect(draft).toEqual({ text: 'Ask @Anna Berg  today', people: [anna] })
    expect(draft.text.slice(0, caret)).toBe('Ask @Anna Berg ')
  })
})
