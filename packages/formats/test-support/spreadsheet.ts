import { type ZipPart, zipOf } from './zip.ts'

export interface SheetDraft {
  readonly name: string
  /** What stands in `<sheetData>`. */
  readonly rows: string
  readonly state?: 'hidden' | 'veryHidden'
}

export interface SpreadsheetDraft {
  readonly sheets: readonly SheetDraft[]
  readonly sharedStrings?: string
  readonly styles?: string
  readonly workbook?: string
  readonly parts?: Readonly<Record<string, ZipPart>>
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A spreadsheet written by hand, as others write them and as nobody should. */
export function spreadsheet(draft: SpreadsheetDraft): Promise<Buffer> {
  const { sheets, sharedStrings, styles, workbook = '', parts = {} } = draft
  const heads = sheets.map(({ name, state }, index) => {
    const hidden = state === undefined ? '' : ` state="${state}"`
    return `<sheet name="${name}" sheetId="${index + 1}"${hidden} r:id="s${index}"/>`
  })
  const relations = [
    ...sheets.map((_, index) => relation(`s${index}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
    ...(sharedStrings === undefined ? [] : [relation('strings', 'sharedStrings', '/xl/sharedStrings.xml')]),
    ...(styles === undefined ? [] : [relation('styles', 'styles', 'styles.xml')]),
  ]
  return zipOf({
    '_rels/.rels': relationships([relation('w', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `<workbook xmlns:r="${OFFICE}">${workbook}<sheets>${heads.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships(relations),
    ...Object.fromEntries(sheets.map(({ rows }, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetOf(rows)])),
    ...(sharedStrings === undefined ? {} : { 'xl/sharedStrings.xml': `<sst>${sharedStrings}</sst>` }),
    ...(styles === undefined ? {} : { 'xl/styles.xml': `<styleSheet>${styles}</styleSheet>` }),
    ...parts,
  })
}

/** Rows of cells of text. */
export function textRows(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) => `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`)
    .join('')
}

function sheetOf(rows: string): string {
  return `<worksheet><sheetData>${rows}</sheetData></worksheet>`
}

function relationships(relations: readonly string[]): string {
  return `<Relationships>${relations.join('')}</Relationships>`
}

function relation(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`
}
