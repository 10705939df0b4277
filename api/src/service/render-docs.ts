import type { createOpenApiDocument } from '@throughline/contract/openapi'
import { plain } from './plain.ts'

type Document = ReturnType<typeof createOpenApiDocument>
interface Shown {
  method: string
  path: string
  operation: Described
}
interface Described {
  operationId?: string
  summary?: string
  tags?: string[]
  parameters?: { name?: string; in?: string; required?: boolean; description?: string; schema?: unknown }[]
  requestBody?: { content?: Record<string, { schema?: unknown }> }
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: unknown }> }>
}

/** The OpenAPI document as one page of plain HTML. */
export function renderDocs(document: Document): string {
  const shown = operationsOf(document)
  const tags = [...new Set(shown.map(({ operation }) => operation.tags?.[0] ?? 'Other'))]
  const sections = tags.map((tag) =>
    section(tag, shown.filter(({ operation }) => (operation.tags?.[0] ?? 'Other') === tag).map(renderOperation)),
  )
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => renderSchema(name, schema))
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${plain(document.info.title)} API</title><link rel="stylesheet" href="/api/docs/style.css"></head>
<body><main><h1>${plain(document.info.title)} API</h1><p class="what">${plain(document.info.description ?? '')}
The document: <a href="/api/schema">/api/schema</a> (OpenAPI ${plain(document.openapi)}).</p>
<input id="filter" type="search" placeholder="Filter operations and schemas" aria-label="Filter" hidden>
${sections.join('\n')}${section('Schemas', schemas)}</main><script src="/api/docs/filter.js" type="module"></script></body></html>`
}

function operationsOf(document: Document): Shown[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, unknown>).map(([method, operation]) => ({
      method,
      path,
      operation: operation as Described,
    })),
  )
}

const section = (title: string, items: string[]): string =>
  `<section id="${plain(title.toLowerCase())}"><h2>${plain(title)}</h2>${items.join('')}</section>`

function renderOperation({ method, path, operation }: Shown): string {
  const { operationId = '', summary = '', parameters = [], requestBody, responses = {} } = operation
  const body = Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => block(`Body (${type})`, schema))
  return item(
    `${operationId} ${method} ${path} ${summary}`,
    `<span class="method ${method}">${method}</span><span class="path">${plain(path)}</span><span class="what">${plain(summary)}</span>`,
    `<p><code>${plain(operationId)}</code></p>${renderParameters(parameters)}${body.join('')}${renderResponses(responses)}`,
  )
}

function renderParameters(parameters: NonNullable<Described['parameters']>): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(
    ({ name = '', in: place = '', required, description = '' }) =>
      `<tr><td><code>${plain(name)}</code></td><td>${plain(place)}${required ? ', required' : ''}</td><td>${plain(description)}</td></tr>`,
  )
  return `<h3>Parameters</h3><table>${rows.join('')}</table>`
}

function renderResponses(responses: NonNullable<Described['responses']>): string {
  const rows = Object.entries(responses).map(
    ([status, { description = '' }]) => `<tr><td>${plain(status)}</td><td>${plain(description)}</td></tr>`,
  )
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  const types = Object.keys(success?.content ?? {})
  const schema = types.length === 1 ? success?.content?.['application/json']?.schema : undefined
  const files =
    types.length > 0 && !schema
      ? `<p>Types of the file: ${types.map((type) => `<code>${plain(type)}</code>`).join(', ')}</p>`
      : ''
  return `<h3>Answers</h3><table>${rows.join('')}</table>${files}${schema ? block('Body of the answer', schema) : ''}`
}

const renderSchema = (name: string, schema: unknown): string =>
  item(name, `<span class="path">${plain(name)}</span>`, block('', schema))

const item = (search: string, head: string, body: string): string =>
  `<details data-search="${plain(search.toLowerCase())}"><summary>${head}</summary><div>${body}</div></details>`

const block = (title: string, value: unknown): string =>
  `${title ? `<h3>${plain(title)}</h3>` : ''}<pre>${plain(JSON.stringify(value, null, 2))}</pre>`
