import { homedir } from 'node:os'
import { join } from 'node:path'

export interface Environment {
  /** Where the service is and the bearer token for it, when they are not to be read from the file. */
  url: string | undefined
  token: string | undefined
  credentialsFile: string
}

/** What a shell says: THROUGHLINE_URL, THROUGHLINE_TOKEN, XDG_CONFIG_HOME. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const folder = env.XDG_CONFIG_HOME || join(homedir(), '.config')
  return {
    url: env.THROUGHLINE_URL || undefined,
    token: env.THROUGHLINE_TOKEN || undefined,
    credentialsFile: join(folder, 'throughline', 'credentials.json'),
  }
}
