import { fileURLToPath } from 'node:url'
import type { Shape } from '@throughline/contract'
import { type Plugin, runnerImport } from 'vite'

/** As much as is needed here of what the module of the client makes. */
interface Made {
  readonly calledOperations: Readonly<Record<string, { readonly response: Shape; readonly dryRun: Shape }>>
  readonly eventShape: Shape
}

const file = fileURLToPath(new URL('../../packages/client/src/called-operations.ts', import.meta.url))

/** What calls need of the contract, as data: without this, all schemas and zod would be in the first load. */
export function calledOperations(): Plugin {
  return {
    name: 'called-operations',
    async load(id) {
      if (id.split('?')[0] !== file) return null
      const { module, dependencies } = await runnerImport<Made>(file)
      for (const each of dependencies) this.addWatchFile(each)
      return written(module)
    },
  }
}

/** Each shape once: a task is in many answers. */
function written({ calledOperations: operations, eventShape }: Made): string {
  const names = new Map<object, string>()
  const lines: string[] = []
  function nameOf(shape: Shape): string {
    if (shape === null) return 'null'
    const known = names.get(shape)
    if (known) return known
    const text = textOf(shape)
    const name = `s${names.size}`
    names.set(shape, name)
    lines.push(`const ${name} = ${text}`)
    return name
  }
  function textOf(shape: NonNullable<Shape>): string {
    if ('list' in shape) return `{ list: ${nameOf(shape.list)} }`
    const pairs = (of: readonly (readonly [unknown, Shape])[]) =>
      `[${of.map(([key, each]) => `[${JSON.stringify(key)}, ${nameOf(each)}]`)}]`
    if ('kinds' in shape) return `{ by: ${JSON.stringify(shape.by)}, kinds: ${pairs(shape.kinds)} }`
    const { fields, defaults, required } = shape
    return `{ fields: ${pairs(fields)}, defaults: ${JSON.stringify(defaults)}, required: ${JSON.stringify(required)} }`
  }
  const rows = Object.entries(operations).map(([id, { response, dryRun, ...rest }]) => {
    const plain = JSON.stringify(rest).slice(0, -1)
    return `${id}: ${plain}, "response": ${nameOf(response)}, "dryRun": ${nameOf(dryRun)} }`
  })
  const event = nameOf(eventShape)
  return [...lines, `export const calledOperations = { ${rows} }`, `export const eventShape = ${event}`].join('\n')
}
