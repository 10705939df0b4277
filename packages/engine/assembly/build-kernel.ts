// Compiles tile-kernel.as (AssemblyScript; not named .ts, since it is not TypeScript) and writes the
// module as text that any host can load without files: `npm run kernel -w packages/engine`.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const SOURCE = new URL('./tile-kernel.as', import.meta.url)
export const GENERATED = new URL('../src/simulation/wasm/kernel-bytes.generated.ts', import.meta.url)

const OPTIONS = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--enable',
  'bulk-memory',
  '--importMemory',
  '--initialMemory',
  '1',
]

/** The text of the generated file. Throws what the compiler says when the source has faults. */
export async function buildKernel(): Promise<string> {
  const source = await readFile(SOURCE, 'utf8')
  let module: Uint8Array | null = null
  const { error, stderr } = await asc.main(['tile-kernel.ts', '--outFile', 'kernel.wasm', ...OPTIONS], {
    readFile: (name) => (name === 'tile-kernel.ts' ? source : null),
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') module = contents
    },
    listFiles: () => [],
  })
  if (error !== null || module === null) throw new Error(`${error?.message}\n${stderr.toString()}`)
  const lines = (
    Buffer.from(module)
      .toString('base64')
      .match(/.{1,108}/g) ?? []
  ).map((line) => `  '${line}',`)
  return [
    '// Generated from assembly/tile-kernel.as by assembly/build-kernel.ts; not to be edited.',
    'export const KERNEL_BASE64: string = [',
    ...lines,
    "].join('')",
    '',
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(GENERATED, await buildKernel())
