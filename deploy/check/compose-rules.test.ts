import { describe, expect, it } from 'vitest'
import type { ComposeFile, ComposeService } from './compose-model.ts'
import { composeProblems, manifestProblems, programProblems } from './compose-rules.ts'

const healthy = { healthcheck: { test: ['CMD', 'true'] } }
const others: Record<string, ComposeService> = Object.fromEntries(
  ['postgres', 'pgbouncer', 'temporal', 'temporal-ui', 'mail', 'worker', 'email-service', 'api'].map((name) => [
    name,
    { image: `${name}:1.0`, ...healthy },
  ]),
)
const jobs: Record<string, ComposeService> = {
  migrate: { image: 'setup:1', restart: 'no' },
  bootstrap: { image: 'setup:1', restart: 'no' },
  'audit-verify': { image: 'setup:1', restart: 'no', profiles: ['by-hand'] },
}
const waits = {
  migrate: { condition: 'service_completed_successfully' },
  bootstrap: { condition: 'service_completed_successfully' },
}

function problems(changes: Record<string, ComposeService>, rest: Partial<ComposeFile> = {}): string[] {
  const services = { ...others, ...jobs, api: { ...others.api, depends_on: waits }, ...changes }
  const files: Record<string, string> = {
    'images/Dockerfile': 'FROM node:22 AS build\nFROM build AS api\n',
    './kept': '',
  }
  return composeProblems({
    compose: { services, ...rest },
    settings: ['PORT', 'DATABASE_URL'],
    read: (path) => files[path],
  })
}

describe('composeProblems', () => {
  it('finds nothing in a good file', () => {
    expect(problems({})).toEqual([])
  })

  it('wants every service, and a health check of each that is not a job', () => {
    expect(problems({ worker: { image: 'worker:1' } })).toEqual(['worker: it has no health check'])
    expect(problems({ worker: { image: 'worker:1', healthcheck: { test: ['CMD'], disable: true } } })).toHaveLength(1)
    const all: Record<string, ComposeService> = { ...others, ...jobs, api: { ...others.api, depends_on: waits } }
    const { mail: _, ...services } = all
    expect(composeProblems({ compose: { services }, settings: [], read: () => '' })).toEqual([
      'the service mail is missing',
    ])
  })

  it('wants jobs to be awaited, and services to be awaited until they are healthy', () => {
    expect(problems({ extra: { image: 'x:1', restart: 'no' } })).toEqual([
      'extra: nothing waits for this job (service_completed_successfully)',
    ])
    const depends_on = { postgres: { condition: 'service_started' }, nobody: { condition: 'service_healthy' } }
    expect(problems({ worker: { ...others.worker, depends_on } })).toEqual([
      'worker: it should wait for postgres with service_healthy',
      'worker: it waits for nobody, which is not there',
    ])
  })

  it('wants versions on images and ports on the loopback', () => {
    expect(problems({ mail: { image: 'mailpit:latest', ports: ['1080:8025'], ...healthy } })).toEqual([
      'mail: the image mailpit:latest has no version',
      'mail: the port 1080:8025 is open to the network',
    ])
  })

  it('knows the settings of our own services, and that their secrets are mounted', () => {
    const environment = { PORT: 8000, DATABSE_URL: 'x', DATABASE_URL_FILE: '/run/secrets/url' }
    expect(problems({ worker: { ...others.worker, environment } })).toEqual([
      'worker: there is no setting DATABSE_URL',
      'worker: DATABASE_URL_FILE names the secret url, which is not mounted',
    ])
    expect(problems({ worker: { ...others.worker, secrets: ['url'] } })).toEqual([
      'worker: the secret url is not defined',
    ])
    expect(problems({ mail: { ...others.mail, environment: { OTHER: 'x' } } })).toEqual([])
  })

  it('finds targets, Dockerfiles and mounted files that are not there', () => {
    const build = { context: '.', dockerfile: 'images/Dockerfile' }
    expect(problems({ worker: { build: { ...build, target: 'api' }, ...healthy } })).toEqual([])
    expect(problems({ worker: { build: { ...build, target: 'worker' }, ...healthy } })).toEqual([
      'worker: images/Dockerfile has no target worker',
    ])
    expect(problems({ worker: { build: { ...build, dockerfile: 'lost' }, ...healthy } })).toEqual([
      'worker: lost is not there',
    ])
    expect(problems({ worker: { ...others.worker, volumes: ['./kept:/a', './lost:/b', 'data:/c'] } })).toEqual([
      'worker: ./lost is mounted, but not there',
      'worker: data is mounted, but not there',
    ])
  })
})

it('finds a workspace whose manifest the image forgets', () => {
  expect(manifestProblems('COPY api/package.json api/\n', ['api', 'packages/engine'])).toEqual([
    'packages/engine/package.json is not copied before npm ci',
  ])
})

it('finds programs that nothing builds', () => {
  expect(programProblems(['CMD ["node", "dist/api.js"]', 'node dist/gone.js up'], ['dist/api.js'])).toEqual([
    'dist/gone.js is run, but the build does not make it',
  ])
})
