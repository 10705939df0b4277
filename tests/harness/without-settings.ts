import { settingNames } from '@throughline/platform'

/** An environment without any setting of the product: the caller's own would lead tests to the caller's own database. */
export function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = new Set<string>(settingNames.flatMap((name) => [name, `${name}_FILE`]))
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !names.has(name)))
}
