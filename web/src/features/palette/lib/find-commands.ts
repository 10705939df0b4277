import type { Command } from '../../../lib/commands.ts'

export interface CommandGroup {
  readonly name: string
  readonly commands: readonly Command[]
}

/** Commands that have all the words and can be run; those whose name begins with the text come first. */
export function findCommands(commands: readonly Command[], query: string): Command[] {
  const wanted = query.trim().toLowerCase()
  const words = wanted.split(/\s+/).filter(Boolean)
  const possible = commands.filter(({ run, isDisabled }) => run && !isDisabled)
  const found = possible.filter(({ name, group, words: more = '' }) => {
    const said = `${name} ${group} ${more}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
  return wanted ? found.toSorted((a, b) => rankOf(a, wanted) - rankOf(b, wanted)) : found
}

function rankOf({ name }: Command, wanted: string): number {
  const said = name.toLowerCase()
  if (said.startsWith(wanted)) return 0
  if (said.includes(` ${wanted}`)) return 1
  return said.includes(wanted) ? 2 : 3
}

/** By what they are listed under, in the order in which that first comes. */
export function inGroups(commands: readonly Command[]): CommandGroup[] {
  const groups = new Map<string, Command[]>()
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command])
  return [...groups].map(([name, of]) => ({ name, commands: of }))
}
