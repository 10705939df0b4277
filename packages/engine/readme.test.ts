import { readFileSync } from 'node:fs'
import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import * as engine from './src/index.ts'

/** Runs a TypeScript example and answers what it printed; `import` takes from the engine. */
async function run(example: string): Promise<string[]> {
  const printed: string[] = []
  const { code } = transformSync(example.replace(/import \{([^}]*)\} from '@throughline\/engine'/g, destructured), {
    loader: 'ts',
    format: 'esm',
    target: 'es2022',
  })
  const show = (value: unknown) => printed.push(typeof value === 'string' ? value : JSON.stringify(value))
  const asyncFunction = Object.getPrototypeOf(run).constructor as FunctionConstructor
  await new asyncFunction('engine', 'console', code)(engine, { log: show })
  return printed
}

function destructured(_: string, names: string): string {
  const values = names.split(',').map((name) => name.trim())
  return `const { ${values.filter((name) => !name.startsWith('type ')).join(', ')} } = engine`
}

const text = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
const examples = [...text.matchAll(/^## ([^\n]*)\n(?:(?!\n## )[\s\S])*?```ts\n([\s\S]*?)```/gm)]

describe('the examples of the README', () => {
  it('are found', () => {
    expect(examples.length).toBe(text.split('```ts').length - 1)
  })

  it.each(examples.map(([, title, example]) => [title ?? '', example ?? '']))('%s', async (_, example) => {
    const expected = [...example.matchAll(/console\.log\(.*\) \/\/ (.*)$/gm)].map((match) => match[1])
    expect(expected.length).toBeGreaterThan(0)
    expect(await run(example)).toEqual(expected)
  })

  it('import only what is exported', () => {
    const names = [...text.matchAll(/import \{([^}]*)\}/g)].flatMap(([, list]) => (list ?? '').split(','))
    const values = names.map((name) => name.trim()).filter((name) => !name.startsWith('type '))
    expect(values.filter((name) => !(name in engine))).toEqual([])
  })
})
