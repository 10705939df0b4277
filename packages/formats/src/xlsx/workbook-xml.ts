import { encodeXmlText } from './xml-text.ts'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The styles of cells, by their place in the list of the part `styles.xml`. */
export const STYLES = {
  plain: 0,
  header: 1,
  text: 2,
  moment: 3,
  day: 4,
  percent: 5,
  percentParts: 6,
  money: 7,
} as const

/** All parts of a spreadsheet of one sheet but the sheet itself. */
export function workbookParts(name: string): { readonly name: string; readonly xml: string }[] {
  return [
    { name: '[Content_Types].xml', xml: CONTENT_TYPES },
    { name: '_rels/.rels', xml: relationships([['officeDocument', 'xl/workbook.xml']]) },
    { name: 'xl/workbook.xml', xml: workbook(name) },
    {
      name: 'xl/_rels/workbook.xml.rels',
      xml: relationships([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
      ]),
    },
    { name: 'xl/styles.xml', xml: STYLE_SHEET },
  ]
}

/** At most 31 characters, and none that a reference to the sheet could not have. */
export function sheetName(name: string): string {
  const allowed = name.replace(/[\p{Cc}[\]:*?/\\]/gu, ' ').toWellFormed()
  const short = allowed
    .trim()
    .slice(0, 31)
    .replace(/[\uD800-\uDBFF]$/, '')
  const bare = short.replace(/^'+|'+$/g, '').trim()
  return bare === '' || /^history$/i.test(bare) ? 'Table' : bare
}

function workbook(name: string): string {
  const sheet = `<sheet name="${encodeXmlText(sheetName(name))}" sheetId="1" r:id="rId1"/>`
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheet}</sheets></workbook>`
}

function relationships(targets: readonly (readonly [kind: string, target: string])[]): string {
  const rows = targets.map(
    ([kind, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
  )
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${rows.join('')}</Relationships>`
}

const CONTENT_TYPES =
  `${XML}<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`

/** Of numbers: 4 is #,##0.00, 9 is 0%, 10 is 0.00%, 49 is text. */
const CELL_FORMATS = [
  [0, 0],
  [0, 1],
  [49, 0],
  [164, 0],
  [165, 0],
  [9, 0],
  [10, 0],
  [4, 0],
] as const

const STYLE_SHEET =
  `${XML}<styleSheet xmlns="${MAIN}">` +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>' +
  '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${CELL_FORMATS.length}">${CELL_FORMATS.map(cellFormat).join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

function cellFormat([number, font]: readonly [number: number, font: number]): string {
  const applied = `${number === 0 ? '' : ' applyNumberFormat="1"'}${font === 0 ? '' : ' applyFont="1"'}`
  return `<xf numFmtId="${number}" fontId="${font}" fillId="0" borderId="0" xfId="0"${applied}/>`
}
