import { listSourceFiles, type SourceFile } from './source-files.ts'

const mostLines = 500
const generated = ['packages/database/src/schema.ts']

export const checkFileLength = (): string[] =>
  findLongFiles(listSourceFiles('.', ['.ts', '.tsx', '.mjs', '.css', '.sql', '.sh']))

export function findLongFiles(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !generated.includes(path))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > mostLines)
    .map(({ path, lines }) => `${path} has ${lines} lines; ${mostLines} is the most`)
}
