import type { ImportFormat } from '@throughline/contract'
import {
  type PlanDocument,
  tasksTable,
  writeCsv,
  writeJson,
  writeMspdi,
  writeXer,
  writeXlsx,
} from '@throughline/formats'
import fc from 'fast-check'
import { anyDocument } from '../../../packages/formats/test-support/any-document.ts'
import { FULL_XER } from '../../../packages/formats/test-support/full-xer.ts'
import { inEncoding, joined, utf8 } from '../bad-files/bad-file.ts'
import { activity, mspdi, mspdiLink, pmxml, relationship, xer } from '../bad-files/plain-files.ts'

/** A file that can be read, to be damaged. */
export interface SoundFile {
  readonly format: ImportFormat
  readonly bytes: Uint8Array
}

const DOCUMENTS = 12

/** Drawn plans as we write them in every format, and files as others write them. */
export async function soundFiles(seed: number): Promise<SoundFile[]> {
  const drawn = fc.sample(anyDocument(), { seed, numRuns: DOCUMENTS })
  const written = await Promise.all(drawn.map(inAllFormats))
  return [...written.flat(), ...byHand()]
}

async function inAllFormats(document: PlanDocument): Promise<SoundFile[]> {
  const table = () => tasksTable(document)
  return [
    { format: 'mspdi', bytes: utf8([...writeMspdi(document)].join('')) },
    { format: 'json', bytes: utf8([...writeJson(document)].join('')) },
    { format: 'xer', bytes: joined(...writeXer(document)) },
    { format: 'csv', bytes: await together(writeCsv(table())) },
    { format: 'xlsx', bytes: await together(writeXlsx(table())) },
  ]
}

function byHand(): SoundFile[] {
  const activities = [1, 2, 3].map((id) => activity(id)).join('\n')
  const primavera = pmxml(`${activities}\n${relationship(1, 2)}\n${relationship(2, 3)}`)
  const project = mspdi([{ uid: 1 }, { uid: 2, level: 2, more: mspdiLink(1) }, { uid: 3, duration: 'PT40H0M0S' }])
  return [
    { format: 'pmxml', bytes: utf8(primavera) },
    { format: 'pmxml', bytes: inEncoding(`\ufeff${primavera.replace('UTF-8', 'UTF-16')}`, 'utf16le') },
    { format: 'mspdi', bytes: utf8(project) },
    { format: 'xer', bytes: utf8(FULL_XER) },
    { format: 'xer', bytes: utf8(xer()) },
    { format: 'csv', bytes: utf8('id;name;duration;predecessors;start\n1;Dig;3d;;2026-03-02\n2;Pour;4h;1FS+1d;\n') },
  ]
}

async function together(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return joined(...all)
}
