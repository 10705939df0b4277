// What a file is shows in its content, whatever it is called.
import { zipOf } from '../../../packages/formats/test-support/zip.ts'
import { type BadFile, inEncoding, utf8 } from './bad-file.ts'
import { mspdi } from './plain-files.ts'

const kind = (name: string, wrong: string, bytes: Uint8Array, message: RegExp): BadFile => ({
  ...{ name, wrong, bytes, message },
  ...{ format: null, line: null, hasColumn: false },
})
const binary = (...bytes: readonly number[]): Uint8Array => new Uint8Array([...bytes, ...Array<number>(600).fill(0)])

export async function wrongKinds(): Promise<BadFile[]> {
  const wordFile = await zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' })
  const packed = await zipOf({ 'plan.xml': mspdi([]) })
  return [
    kind('empty.xml', 'nothing', new Uint8Array(), /empty/),
    kind('blank.csv', 'only white space', utf8(' \r\n\t \n'), /empty/),
    kind('project.mpp', 'Microsoft Project, binary', binary(0xd0, 0xcf, 0x11, 0xe0), /“XML Format”/),
    kind('project.xml', 'the same, called XML', binary(0xd0, 0xcf, 0x11, 0xe0), /“XML Format”/),
    kind('plan.xls', 'an old workbook', binary(0xd0, 0xcf, 0x11, 0xe0), /old Excel/),
    kind('report.pdf', 'a PDF', utf8('%PDF-1.7\n'), /PDF/),
    kind('picture.csv', 'a picture', binary(0x89, 0x50, 0x4e, 0x47), /picture/),
    kind('plan.xml.gz', 'an archive', binary(0x1f, 0x8b, 8), /archive/),
    kind('letter.xlsx', 'a text document', new Uint8Array(wordFile), /not a workbook/),
    kind('packed.xlsx', 'a zip file of a plan', new Uint8Array(packed), /Unpack it/),
    kind('page.xml', 'a web page', utf8('<!doctype html>\n<html><body>Log in</body></html>'), /web page/),
    kind('feed.xml', 'other XML', utf8('<rss version="2.0"></rss>'), /starts with <rss>/),
    kind('letter.txt', 'a letter', utf8('Dear planner\nplease build it'), /not a table/),
    kind('nul.csv', 'NUL characters', inEncoding('name\nA\0B\n', 'latin1'), /binary/),
    kind('nul.xml', 'NUL characters', inEncoding('<Project>\0</Project>', 'latin1'), /binary/),
  ]
}
