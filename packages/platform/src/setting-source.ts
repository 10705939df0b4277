import { readFileSync } from 'node:fs'
import { neededBeside, type SettingName, type SettingValues, settingNames, settingTable } from './setting-table.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Says everything that is wrong at once, each by its name. Values are never part of the message: they may be secrets. */
export class SettingsError extends Error {
  override name = 'SettingsError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? 'A setting is' : `${problems.length} settings are`
    super(
      `${count} wrong or missing (.env.example lists all of them):\n${problems.map((line) => `  ${line}`).join('\n')}`,
    )
    this.problems = problems
  }
}

/** Reads and validates all settings; `needed` ones must be present. Throws `SettingsError`. */
export function readSettingValues(env: Environment, needed: readonly SettingName[]): SettingValues {
  const problems: string[] = []
  const given: Partial<Record<SettingName, string>> = {}
  for (const name of settingNames) {
    const found = lookUp(env, name, problems)
    if (found !== undefined) given[name] = found
  }
  for (const name of needed) {
    if (given[name] === undefined && !problems.some((line) => line.startsWith(name)))
      problems.push(`${name} is missing`)
  }
  for (const name of settingNames) {
    const missing = given[name] === undefined ? [] : (neededBeside[name] ?? []).filter((other) => !given[other])
    problems.push(...missing.map((other) => `${other} is missing, which ${name} needs`))
  }
  const parsed = settingTable.safeParse(given)
  if (!parsed.success)
    problems.push(...parsed.error.issues.map((issue) => `${issue.path[0]?.toString()} ${issue.message}`))
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems)
  return parsed.data
}

/** `NAME`, or the content of the file that `NAME_FILE` names. Empty counts as absent. */
function lookUp(env: Environment, name: SettingName, problems: string[]): string | undefined {
  const value = env[name] || undefined
  const file = env[`${name}_FILE`] || undefined
  if (file === undefined) return value
  if (value !== undefined) {
    problems.push(`${name} and ${name}_FILE are both set: keep one`)
    return undefined
  }
  try {
    return readFileSync(file, 'utf8').trim() || undefined
  } catch (error) {
    problems.push(
      `${name}_FILE names a file that cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}`,
    )
    return undefined
  }
}
