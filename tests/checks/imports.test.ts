import { expect, test } from 'vitest'
import { findImports } from './imports.ts'

const specifiers = (text: string) => findImports(text).map(({ specifier }) => specifier)

test('finds every shape of import with its line', () => {
  const text = [
    "import first from 'one'",
    'import {',
    '  second,',
    "} from 'two'",
    "import 'three'",
    "export * from 'four'",
    "const five = await import('node:five')",
  ].join('\n')
  expect(findImports(text)).toEqual([
    { specifier: 'one', typeOnly: false, line: 1 },
    { specifier: 'two', typeOnly: false, line: 4 },
    { specifier: 'three', typeOnly: false, line: 5 },
    { specifier: 'four', typeOnly: false, line: 6 },
    { specifier: 'node:five', typeOnly: false, line: 7 },
  ])
})

test('tells imports of types from imports of code', () => {
  const typeOnly = (text: string) => findImports(text).map((entry) => entry.typeOnly)
  expect(typeOnly("import type { A } from 'a'")).toEqual([true])
  expect(typeOnly("export type { A } from 'a'")).toEqual([true])
  expect(typeOnly("import { type A, type B } from 'a'")).toEqual([false])
  expect(typeOnly("import { type A, b } from 'a'")).toEqual([false])
})

test('does not take comments, texts and other statements for imports', () => {
  expect(specifiers("// import a from 'a'\n/* import 'b' */")).toEqual([])
  expect(specifiers('const text = "import a from \'a\'"')).toEqual([])
  expect(specifiers("export const name = 'x'\nconst y = { from: 'z' }")).toEqual([])
  expect(specifiers("const url = 'http://x' // y\nimport a from 'a'")).toEqual(['a'])
})
