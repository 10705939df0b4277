import type { RequestListener } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from './server.ts'
import { createFixture, type Fixture, type TestApi } from './testing/fixture.ts'

/** The inventory of the API (API9): what the router of the app answers is what `/api/schema` says, and nothing besides. */
/** Beside the operations: probes, the documentation itself, and the views of the web client. */
const probes = ['/healthz', '/readyz', '/metrics']
const pages = ['/api/schema', '/api/docs', '/api/docs/style.css', '/api/docs/filter.js', '/problems/{name}', '/{*view}']
const methods = ['get', 'post', 'put', 'patch', 'delete', 'propfind']

/** A layer of Express's router: a route, or a router below a path. */
interface Layer {
  route?: { path: string; methods: Record<string, boolean> }
  handle: { stack?: Layer[] }
  rawPath?: string
}

let fixture: Fixture
let api: TestApi
let documented: string[]
beforeAll(async () => {
  fixture = await createFixture()
  api = await fixture.start({ dispatch: false, listen: false })
  const schema = (await (await fetch(`${api.url}/api/schema`)).json()) as { paths: Record<string, object> }
  documented = Object.entries(schema.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  )
})
afterAll(() => fixture.close())

const pathOf = (route: string): string => route.split(' ')[1] ?? ''

const stackOf = (app: unknown): Layer[] => (app as { router: { stack: Layer[] } }).router.stack

function routesOf(stack: readonly Layer[], before = ''): string[] {
  return stack.flatMap((layer) => {
    if (layer.route) return Object.keys(layer.route.methods).map((method) => `${method} ${before}${layer.route?.path}`)
    return layer.handle.stack ? routesOf(layer.handle.stack, `${before}${layer.rawPath}`) : []
  })
}

/** As the schema writes parameters. */
const routes = (app: RequestListener): string[] =>
  routesOf(stackOf(app)).map((route) => route.replace(/:(\w+)/g, '{$1}'))

test('every route of the router is in the schema, and the other way round', () => {
  const found = routes(createApp(api.context, { gateway: () => undefined }))
  const answering = found.filter((route) => !route.startsWith('_all '))
  expect(answering.sort()).toEqual([...documented, ...[...probes, ...pages].map((path) => `get ${path}`)].sort())
  // What refuses the methods that an address does not have.
  const refusing = found.filter((route) => route.startsWith('_all ')).map((route) => route.slice('_all '.length))
  expect(refusing.sort()).toEqual([...new Set(documented.map(pathOf))].sort())
})

test('the running service allows the methods of the schema, and refuses all others', async () => {
  for (const path of new Set(documented.map(pathOf))) {
    const allowed = documented.filter((route) => pathOf(route) === path).map((route) => route.split(' ')[0] ?? '')
    const address = `${api.url}${path.replace(/\{\w+\}/g, '0')}`
    const { status, headers } = await fetch(address, { method: 'OPTIONS' })
    const told = (headers.get('allow') ?? '').toLowerCase().split(', ')
    expect([path, status, told.filter((method) => !['head', 'options'].includes(method)).sort()]).toEqual([
      ...[path, 204],
      allowed.sort(),
    ])
    for (const method of methods.filter((each) => !allowed.includes(each))) {
      const refused = await fetch(address, { method: method.toUpperCase() })
      expect([method, path, refused.status]).toEqual([method, path, 405])
      await refused.text()
    }
  }
})

test('the docs that people browse show each of them', async () => {
  const page = await (await fetch(`${api.url}/api/docs`)).text()
  for (const route of documented) expect(page).toContain(`<span class="path">${pathOf(route)}</span>`)
})

test('every operation says that it may be asked too often, and when to come again', async () => {
  const schema = (await (await fetch(`${api.url}/api/schema`)).json()) as {
    paths: Record<string, Record<string, { responses: Record<string, { headers?: object }> }>>
  }
  for (const route of documented) {
    const [method = '', path = ''] = route.split(' ')
    expect([route, schema.paths[path]?.[method]?.responses['429']?.headers]).toEqual([
      route,
      { 'Retry-After': expect.objectContaining({ required: true }) },
    ])
  }
})
