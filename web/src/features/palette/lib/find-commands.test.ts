import { expect, it } from 'vitest'
import { findCommands, inGroups } from './find-commands.ts'

const run = () => undefined
const commands = [
  { id: 'a', group: 'Schedule', name: 'Add task', run, words: 'new insert' },
  { id: 'b', group: 'Go to', name: 'Task settings', run },
  { id: 'c', group: 'Schedule', name: 'Indent', run, isDisabled: true },
  { id: 'd', group: 'Schedule', name: 'Edit the cell' },
  { id: 'e', group: 'Schedule', name: 'Multitask', run },
]
const idsOf = (query: string) => findCommands(commands, query).map(({ id }) => id)

it('finds what can be run by name, group and other words, beginnings first', () => {
  expect(idsOf('')).toEqual(['a', 'b', 'e'])
  expect(idsOf('task')).toEqual(['b', 'a', 'e'])
  expect(idsOf('schedule INSERT')).toEqual(['a'])
  expect(idsOf('indent')).toEqual([])
})

it('groups them in the order in which groups come', () => {
  expect(inGroups(commands).map(({ name, commands: of }) => [name, of.length])).toEqual([
    ['Schedule', 4],
    ['Go to', 1],
  ])
})
