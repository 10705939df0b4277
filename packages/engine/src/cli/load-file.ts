import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { DocumentWarning, DurationEstimate, PsplibInstance } from '@throughline/formats'
import type { BaselineTask, Plan } from '../index.ts'
import { FileError } from './describe-error.ts'

/** A plan from a file; names and estimates by task id, where the file has them. */
export interface LoadedPlan {
  readonly kind: 'plan'
  /** The file's name without its ending. */
  readonly name: string
  readonly plan: Plan
  readonly names: ReadonlyMap<string, string>
  readonly estimates: ReadonlyMap<string, DurationEstimate>
  readonly minutesPerDay: number
  /** Null when the file has none. */
  readonly baseline: readonly BaselineTask[] | null
  /** What the file says that the plan cannot hold. */
  readonly warnings: readonly DocumentWarning[]
  readonly loadMs: number
}

export interface LoadedInstance {
  readonly kind: 'instance'
  readonly name: string
  readonly instance: PsplibInstance
  readonly loadMs: number
}

type Format = 'document' | 'network' | 'psplib'

const ENDINGS: Readonly<Record<string, Format>> = {
  '.xml': 'document',
  '.pmxml': 'document',
  '.xer': 'document',
  '.json': 'network',
  '.sm': 'psplib',
}
const HEAD_BYTES = 512

/** Reads a file of any kind that is known. `loadMs` is reading and parsing. @throws FileError */
export async function loadFile(file: string): Promise<LoadedPlan | LoadedInstance> {
  try {
    const format = await formatOf(file)
    const read = await readers[format]()
    const name = basename(file, extname(file))
    const begin = performance.now()
    const content = await read(file)
    return { ...content, name, loadMs: performance.now() - begin }
  } catch (error) {
    throw new FileError(file, error)
  }
}

export async function loadPlan(file: string, command: string): Promise<LoadedPlan> {
  const loaded = await loadFile(file)
  if (loaded.kind === 'plan') return loaded
  throw new FileError(file, new Error(`a PSPLIB file has no dates: ${command} takes plans`))
}

type Content = Omit<LoadedPlan, 'name' | 'loadMs'> | Omit<LoadedInstance, 'name' | 'loadMs'>
type Read = (file: string) => Promise<Content>

/** The package of a format is loaded before the clock runs. */
const readers: Readonly<Record<Format, () => Promise<Read>>> = {
  network: async () => {
    const { readNetwork } = await import('@throughline/formats')
    return async (file) => ({
      kind: 'plan',
      ...readNetwork(await readFile(file, 'utf8')),
      minutesPerDay: 480,
      baseline: null,
      warnings: [],
    })
  },
  psplib: async () => {
    const { readPsplib } = await import('@throughline/formats')
    return async (file) => ({ kind: 'instance', instance: readPsplib(await readFile(file, 'utf8')) })
  },
  document: documentReader,
}

/** Of other programs, by what a file begins with. */
async function documentReader(): Promise<Read> {
  const { baselineOf, planOf, readPlan } = await import('@throughline/formats')
  return async (file) => {
    const document = await readPlan(createReadStream(file), basename(file), { keepsExtra: false })
    const baseline = baselineOf(document)
    return {
      kind: 'plan',
      plan: planOf(document),
      names: new Map(document.tasks.map(({ key, name }) => [key, name])),
      estimates: new Map(),
      minutesPerDay: document.minutesPerDay,
      baseline: baseline.length === 0 ? null : baseline,
      warnings: document.warnings,
    }
  }
}

async function formatOf(file: string): Promise<Format> {
  const ending = extname(file).toLowerCase()
  if (ending === '.mpp') throw new Error('the binary files of Microsoft Project cannot be read: save the plan as XML')
  const known = ENDINGS[ending]
  if (known !== undefined) return known
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return formatOfText(
      buffer
        .toString('latin1', 0, bytesRead)
        .replaceAll('\0', '')
        .replace(/^[^\w<{*]+/, ''),
    )
  } finally {
    await handle.close()
  }
}

function formatOfText(head: string): Format {
  if (head.startsWith('{')) return 'network'
  if (head.startsWith('<') || head.startsWith('ERMHDR')) return 'document'
  if (head.startsWith('***')) return 'psplib'
  throw new Error('this is neither XML of Microsoft Project or Primavera, XER, network JSON nor PSPLIB')
}
