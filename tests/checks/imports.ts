/** One import or re-export in a source text. */
export interface Import {
  specifier: string
  /** The whole statement goes when types are stripped: `import type` and `export type`. */
  typeOnly: boolean
  line: number
}

const statement = /^[ \t]*(?:import|export)\s+(type\s+)?[\w*{}\s,$]*?\bfrom\s*['"]([^'"\n]+)['"]/gm
const inlineStatement = /^[ \t]*(?:import|export)\s*(type\s+)?[{*][\w*{}\s,$]*?\bfrom\s*['"]([^'"\n]+)['"]/gm
const sideEffect = /^[ \t]*import\s*()['"]([^'"\n]+)['"]/gm
const dynamic = /\bimport\(\s*()['"]([^'"\n]+)['"]\s*\)/g

/**
 * The imports of a module, found by their shape: enough for code that a formatter keeps regular.
 * `import('x')` counts as an import of code, also where it only names a type.
 */
export function findImports(text: string): Import[] {
  const code = withoutComments(text)
  const found = new Map<number, Import>()
  for (const pattern of [statement, inlineStatement, sideEffect, dynamic]) {
    for (const match of code.matchAll(pattern)) {
      const specifier = match[2] ?? ''
      const at = match.index + match[0].lastIndexOf(specifier)
      found.set(at, { specifier, typeOnly: match[1] !== undefined && match[1] !== '', line: lineAt(code, at) })
    }
  }
  return [...found.values()].toSorted((a, b) => a.line - b.line)
}

/** Comments become blanks, so that lines stay where they are. Texts stay; a `//` inside one is left alone. */
export function withoutComments(text: string): string {
  const token = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
  return text.replace(token, (part) => (/^\/[/*]/.test(part) ? part.replace(/[^\n]/g, ' ') : part))
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
