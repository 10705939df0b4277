import { createOpenApiDocument } from '@throughline/contract/openapi'
import type { Router } from 'express'
import { docsScript } from './docs-script.ts'
import { docsStyle } from './docs-style.ts'
import { renderDocs } from './render-docs.ts'

const version = '0.1.0'

/** `/api/schema`: the OpenAPI document. `/api/docs`: the same to read, without any help from the internet. */
export function mountApiDocs(router: Router): void {
  const document = createOpenApiDocument(version)
  const schema = JSON.stringify(document)
  const page = renderDocs(document)
  router.get('/api/schema', (_request, response) => {
    response.type('application/json').send(schema)
  })
  router.get('/api/docs', (_request, response) => {
    response.type('html').send(page)
  })
  router.get('/api/docs/style.css', (_request, response) => {
    response.type('css').send(docsStyle)
  })
  router.get('/api/docs/filter.js', (_request, response) => {
    response.type('js').send(docsScript)
  })
}
