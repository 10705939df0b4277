import { expect, it } from 'vitest'
import { FormatError } from './format-error.ts'

it.each([
  ['a short one', 'No task “A” here', 'No task “A” here'],
  [
    'a long name',
    `No “${'a'.repeat(300)}”, nor “${'b'.repeat(200)}”`,
    `No “${'a'.repeat(200)}…”, nor “${'b'.repeat(200)}”`,
  ],
  ['half a character at the cut', `“${'a'.repeat(199)}🚧🚧”`, `“${'a'.repeat(199)}\ufffd…”`],
  ['many names', '“A” > '.repeat(500), `${'“A” > '.repeat(500).slice(0, 1_000)}…`],
])('the message of a file with %s can be read', (_what, message, expected) => {
  expect(new FormatError(message, { line: 1, column: 1 }).message).toBe(expected)
})
