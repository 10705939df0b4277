import type { Plugin, Rolldown } from 'vite'

type Statement = ReturnType<Rolldown.PluginContext['parse']>['body'][number]

interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Making a value of the contract does nothing else: what a page does not use of it is left out, and with the schemas the
 * library that reads them. A bundler cannot know that of calls, so each is said to be pure.
 */
export function pureContract(): Plugin {
  return {
    name: 'pure-contract',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (!/\/packages\/contract\/src\/[^?]*\.ts$/.test(id)) return null
      const spans = this.parse(code).body.flatMap(madeIn)
      let marked = code
      for (const { start, end } of spans.toReversed())
        marked = `${marked.slice(0, start)}/*#__PURE__*/ (() => (${marked.slice(start, end)}))()${marked.slice(end)}`
      return { code: marked, map: null }
    },
  }
}

/** What the constants at the top of a module are made by, but for functions. */
function madeIn(statement: Statement): Span[] {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  if (declared?.type !== 'VariableDeclaration' || declared.kind !== 'const') return []
  return declared.declarations.flatMap(({ init }) => (init && !/Function|Literal$/.test(init.type) ? [init] : []))
}
