import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** The parts of a Compose file that the rules look at. */
export interface ComposeFile {
  services: Record<string, ComposeService>
  secrets?: Record<string, unknown>
  volumes?: Record<string, unknown>
}

export interface ComposeService {
  image?: string
  build?: { context: string; dockerfile: string; target?: string }
  command?: string | string[]
  environment?: Record<string, unknown>
  ports?: string[]
  restart?: string
  profiles?: string[]
  healthcheck?: { test?: string | string[]; disable?: boolean }
  depends_on?: Record<string, { condition?: string }>
  secrets?: string[]
  volumes?: string[]
}

export function readCompose(file: string): ComposeFile {
  return parse(readFileSync(file, 'utf8'), { merge: true }) as ComposeFile
}
