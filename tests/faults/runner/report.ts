import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadLocalSettings } from '@throughline/platform'
import type { CellResult } from '../result.ts'

/** What came of cells, by the newest run of each. */
export interface Report {
  seed: number
  at: string
  results: CellResult[]
}

const file = (): string => join(loadLocalSettings().home, 'faults', 'report.json')

export function readReport(): Report | null {
  return existsSync(file()) ? (JSON.parse(readFileSync(file(), 'utf8')) as Report) : null
}

export function writeReport(report: Report): void {
  mkdirSync(join(file(), '..'), { recursive: true })
  writeFileSync(file(), `${JSON.stringify(report, null, 2)}\n`)
}
