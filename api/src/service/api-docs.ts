import { type ProblemType, problemTypes } from '@throughline/contract'
import { createOpenApiDocument } from '@throughline/contract/openapi'
import type { Router } from 'express'
import { docsScript } from './docs-script.ts'
import { docsStyle } from './docs-style.ts'
import { renderDocs } from './render-docs.ts'
import { renderProblem } from './render-problem.ts'

const version = '0.1.0'

/** `/api/schema`: the OpenAPI document. `/api/docs`: the same to read, without any help from the internet.
 * `/problems/<name>`: what a type of problem means. */
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
  // The `type` of every problem resolves: to a page, or to the same as JSON.
  router.get('/problems/:name', (request, response, next) => {
    const { name } = request.params
    if (!Object.hasOwn(problemTypes, name)) return next()
    const known = { type: `/problems/${name}`, ...problemTypes[name as ProblemType] }
    response.vary('Accept')
    if (request.accepts(['json', 'html']) === 'html') response.type('html').send(renderProblem(known))
    else response.json(known)
  })
  router.get('/api/docs/filter.js', (_request, response) => {
    response.type('js').send(docsScript)
  })
}
