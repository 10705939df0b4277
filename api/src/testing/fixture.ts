import { createLogger, loadSettings, type Settings } from '@throughline/platform'
import {
  createOrganisation,
  openTestDatabase,
  removeLeftWork,
  type TestOrganisation,
  type TestPerson,
  testStack,
} from '@throughline/tests'
import { type Api, type ApiOptions, startApi } from '../api.ts'

export interface Answered {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
  body: any
}

export interface RequestOptions {
  as?: TestPerson
  headers?: Record<string, string>
  body?: unknown
}

export interface Fixture {
  organisation: TestOrganisation
  settings: Settings
  start(options?: ApiOptions & { settings?: (settings: Settings) => Settings; log?: string[] }): Promise<TestApi>
  close(): Promise<void>
}

export interface TestApi extends Api {
  url: string
  /** `path` starts after /api/v1. */
  request(method: string, path: string, options?: RequestOptions): Promise<Answered>
}

/** A fresh organisation on the stack of the tests, and apis on free ports. */
export async function createFixture(): Promise<Fixture> {
  const database = openTestDatabase()
  await removeLeftWork(testStack())
  const organisation = await createOrganisation(database)
  const loaded = loadSettings({ ...testStack().env, LOG_LEVEL: 'info' })
  const settings = { ...loaded, api: { ...loaded.api, host: '127.0.0.1', port: 0 } }
  const apis: Api[] = []
  return {
    organisation,
    settings,
    async start({ settings: change = (given: Settings) => given, log = [], ...options } = {}) {
      const logger = createLogger('api', settings, { write: (line) => log.push(line) })
      const api = await startApi(change(settings), logger, options)
      apis.push(api)
      const url = `http://127.0.0.1:${api.port}`
      return Object.assign(api, { url, request: requester(url) })
    },
    async close() {
      for (const api of apis) await api.close()
      await database.close()
    },
  }
}

const requester =
  (url: string): TestApi['request'] =>
  async (method, path, { as, headers = {}, body } = {}) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${as.token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined }
  }
