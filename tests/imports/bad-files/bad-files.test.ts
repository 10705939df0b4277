import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detectFormat, type ImportFormat } from '@throughline/contract'
import { FormatError, readCsv, readJson, readMspdi, readPmxml, readXer, readXlsx } from '@throughline/formats'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { badFiles, oddFiles, waitingFiles, writeFolder } from './folder.ts'

const readers = { mspdi: readMspdi, xer: readXer, pmxml: readPmxml, json: readJson, csv: readCsv, xlsx: readXlsx }
const bad = await badFiles()
const odd = await oddFiles()
const waiting = waitingFiles()
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bad-files-'))
  await writeFolder(folder, [...bad, ...waiting, ...odd])
})
afterAll(() => rm(folder, { recursive: true }))

const read = (name: string, format: ImportFormat) => readers[format](createReadStream(join(folder, name)))

async function refusalOf(name: string, format: ImportFormat): Promise<FormatError> {
  const answer = await read(name, format).catch((error: unknown) => error)
  if (answer instanceof FormatError) return answer
  throw answer instanceof Error ? answer : new Error(`${name} was taken`)
}

test('the files have names of their own', async () => {
  expect(await readdir(folder)).toHaveLength(bad.length + waiting.length + odd.length)
})

describe('a bad file', () => {
  test.each(bad.map((file) => [file.name, file.wrong, file] as const))('%s: %s', async (name, _wrong, file) => {
    const { format, refusal } = detectFormat(file.bytes, name)
    expect(format).toBe(file.format)
    if (file.format === null) {
      expect(refusal).toMatch(file.message)
      return
    }
    const { message, line, column } = await refusalOf(name, file.format)
    expect(message).toMatch(file.message)
    expect(message).not.toMatch(/undefined|\[object|NaN/)
    if (file.line === null) expect(line).toBeGreaterThan(0)
    else expect(line).toBe(file.line)
    if (file.hasColumn) expect(column).toBeGreaterThan(0)
  })
})

describe('a file of which a row waits to be mended', () => {
  test.each(waiting.map((file) => [file.name, file.wrong, file] as const))('%s: %s', async (name, _wrong, file) => {
    const { faults } = await read(name, file.format ?? 'mspdi')
    expect(faults).toMatchObject([{ message: expect.stringMatching(file.message), line: file.line }])
    expect(faults[0]?.column).toBeGreaterThan(0)
  })
})

describe('a file that only looks odd', () => {
  test.each(odd.map((file) => [file.name, file.odd, file] as const))('%s: %s', async (name, _odd, file) => {
    expect(detectFormat(file.bytes, name).format).toBe(file.format)
    const { tasks } = await read(name, file.format)
    expect(tasks.map((task) => task.name)).toEqual(file.tasks)
  })
})
