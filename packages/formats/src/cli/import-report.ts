// npm run import:report -- FOLDER [--json]
import { parseArgs } from 'node:util'
import { reportFolder } from '../report/report-folder.ts'
import { reportJson, reportText } from '../report/report-text.ts'

const USAGE = 'usage: npm run import:report -- FOLDER [--json]'
const DIFFERENCES_PER_FILE = 20

const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true })
const [folder] = positionals
if (folder === undefined || positionals.length > 1) {
  process.stderr.write(`${USAGE}\n`)
  process.exitCode = 2
} else {
  try {
    const report = await reportFolder(folder)
    const text = values.json ? JSON.stringify(reportJson(report)) : reportText(report, DIFFERENCES_PER_FILE)
    process.stdout.write(`${text}\n`)
    if (report.files.some(({ error }) => error !== null)) process.exitCode = 1
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exitCode = 2
  }
}
