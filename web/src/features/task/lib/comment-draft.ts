import { type ChangeOperation, mentionOf, partsOfComment, type Task } from '@throughline/contract'
import { type Edit, short } from '../../../lib/edit.ts'

export interface Mentionable {
  readonly id: string
  readonly name: string
}

/** A comment as it is typed: whom it mentions stands there as `@Name`, and which people those are beside it. */
export interface CommentDraft {
  readonly text: string
  readonly people: readonly Mentionable[]
}

export const emptyDraft: CommentDraft = { text: '', people: [] }

export function draftOf(body: string): CommentDraft {
  const parts = partsOfComment(body)
  return {
    text: parts.map((part) => ('text' in part ? part.text : `@${part.name}`)).join(''),
    people: parts.flatMap((part) => ('text' in part ? [] : { id: part.personId, name: part.name })),
  }
}

const goesOn = /^[\p{L}\p{N}]/u

/** The text of a draft with its mentions; of two names of which one begins the other, the longer one is meant. */
export function bodyOf({ text, people }: CommentDraft): string {
  const longestFirst = people.toSorted((one, other) => other.name.length - one.name.length)
  let body = ''
  let rest = text
  while (rest !== '') {
    const person = longestFirst.find(
      ({ name }) => rest.startsWith(`@${name}`) && !goesOn.test(rest.slice(name.length + 1)),
    )
    const length = person ? person.name.length + 1 : 1
    body += person ? mentionOf(person) : rest.slice(0, length)
    rest = rest.slice(length)
  }
  return body.trim()
}

/** What is typed of a name before the caret, and where it begins; null when none is. */
export function nameBefore(text: string, caret: number): { from: number; typed: string } | null {
  const [found, typed = ''] = /(?<=^|[\s(])@([^@\n]{0,40})$/u.exec(text.slice(0, caret)) ?? []
  return found === undefined ? null : { from: caret - found.length, typed }
}

const mostShown = 6

/** People whose name, or a word of it, begins with what is typed. */
export function peopleLike(people: readonly Mentionable[], typed: string): Mentionable[] {
  const sought = typed.toLowerCase()
  const fits = ({ name }: Mentionable) =>
    name.toLowerCase().startsWith(sought) ||
    name
      .toLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(sought))
  return people.filter(fits).slice(0, mostShown)
}

/** The draft with somebody mentioned in the place of what was typed of their name, and where the caret stands then. */
export function mentioning(
  { text, people }: CommentDraft,
  { from, typed }: { from: number; typed: string },
  person: Mentionable,
): { draft: CommentDraft; caret: number } {
  const before = `${text.slice(0, from)}@${person.name} `
  const others = people.filter(({ id, name }) => id !== person.id && name !== person.name)
  return {
    draft: { text: before + text.slice(from + 1 + typed.length), people: [...others, person] },
    caret: before.length,
  }
}

export function writeComment(task: Task, body: string): Edit {
  const operations: ChangeOperation[] = [
    { op: 'create', entity: 'comment', id: crypto.randomUUID(), values: { taskId: task.id, body } },
  ]
  return { summary: `Commented on ${short(task.name)}`, operations }
}

export const editComment = (task: Task, id: string, body: string): Edit => ({
  summary: `Changed a comment on ${short(task.name)}`,
  operations: [{ op: 'update', entity: 'comment', id, patch: { body } }],
})

export const deleteComment = (task: Task, id: string): Edit => ({
  summary: `Deleted a comment on ${short(task.name)}`,
  operations: [{ op: 'delete', entity: 'comment', id }],
})
