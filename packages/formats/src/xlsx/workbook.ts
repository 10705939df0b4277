import { posix } from 'node:path'
import { notASpreadsheet } from './not-a-spreadsheet.ts'
import { readXml } from './xml-events.ts'
import type { ZipParts } from './zip-parts.ts'

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[]
  /** Days count from 1904 instead of 1900. */
  readonly is1904: boolean
  readonly sharedStrings: string | null
  readonly styles: string | null
}

export interface WorkbookSheet {
  readonly name: string
  readonly part: string
  readonly isVisible: boolean
}

interface Relation {
  readonly kind: string
  readonly part: string
}

/** Throws FormatError for a zip file that is no spreadsheet. */
export async function readWorkbook(zip: ZipParts): Promise<Workbook> {
  const main = await mainPart(zip)
  const relations = await readRelations(zip, main)
  const named: { name: string; id: string; isVisible: boolean }[] = []
  let is1904 = false
  await readXml(zip.read(main), main, {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = isTrue(attributes.date1904)
      else if (name === 'sheet') named.push(sheetHead(attributes))
    },
    close: () => {},
  })
  const partOf = (kind: string) => [...relations.values()].find((relation) => relation.kind === kind)?.part ?? null
  const sheets = named.flatMap(({ id, ...sheet }) => {
    const relation = relations.get(id)
    return relation?.kind === 'worksheet' && zip.has(relation.part) ? [{ ...sheet, part: relation.part }] : []
  })
  if (sheets.length === 0) throw notASpreadsheet('it has no sheets')
  return { sheets, is1904, sharedStrings: partOf('sharedStrings'), styles: partOf('styles') }
}

async function mainPart(zip: ZipParts): Promise<string> {
  if (zip.has('xl/workbook.bin')) throw notASpreadsheet('it is in the binary format (XLSB)')
  if (!zip.has('_rels/.rels')) throw notASpreadsheet('it is a zip file of something else')
  const relations = await readRelations(zip, '')
  const main = [...relations.values()].find(({ kind }) => kind === 'officeDocument')
  if (main === undefined || !zip.has(main.part)) throw notASpreadsheet('it is a zip file of something else')
  return main.part
}

/** What a part refers to, by the ids that it uses. */
async function readRelations(zip: ZipParts, part: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(part)
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  const relations = new Map<string, Relation>()
  if (!zip.has(file)) return relations
  await readXml(zip.read(file), file, {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
      relations.set(Id, { kind: Type.slice(Type.lastIndexOf('/') + 1), part: target })
    },
    close: () => {},
  })
  return relations
}

function sheetHead(attributes: Readonly<Record<string, string>>): { name: string; id: string; isVisible: boolean } {
  const id = Object.entries(attributes).find(([name]) => name === 'id' || name.endsWith(':id'))?.[1] ?? ''
  return { name: attributes.name ?? '', id, isVisible: (attributes.state ?? 'visible') === 'visible' }
}

export function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true'
}
