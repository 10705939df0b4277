import type { ComposeFile, ComposeService } from './compose-model.ts'

export interface RuleInput {
  compose: ComposeFile
  /** Names that the settings module knows. */
  settings: readonly string[]
  /** Text of a file of the checkout, undefined when there is none. */
  read: (path: string) => string | undefined
}

type Service = readonly [name: string, service: ComposeService]

/** Services that run our own processes, and so are told our settings. */
const ownServices: ReadonlySet<string> = new Set([
  'migrate',
  'bootstrap',
  'audit-verify',
  'api',
  'worker',
  'email-service',
])
/** What the local stack runs, too. */
const neededServices = ['postgres', 'pgbouncer', 'temporal', 'temporal-ui', 'mail', ...ownServices]
const secretFolder = '/run/secrets/'

/** What is wrong with a Compose file, each as a line; empty when all is well. */
export function composeProblems(input: RuleInput): string[] {
  const services = Object.entries(input.compose.services)
  return [
    ...neededServices
      .filter((name) => !(name in input.compose.services))
      .map((name) => `the service ${name} is missing`),
    ...services.flatMap(([name, service]) =>
      [healthProblem, imageProblem, portProblem, ...(ownServices.has(name) ? [settingProblem] : [])]
        .flatMap((rule) => rule([name, service], input))
        .concat(
          waitProblem([name, service], input),
          secretProblem([name, service], input),
          buildProblem([name, service], input),
        )
        .map((problem) => `${name}: ${problem}`),
    ),
  ]
}

/** A job runs to its end and somebody waits for that, or it has a profile and is started by hand; all others say whether they are well. */
function healthProblem([name, service]: Service, { compose }: RuleInput): string[] {
  if (isJob(service)) {
    if (service.profiles?.length) return []
    const awaited = Object.values(compose.services).some(
      (other) => other.depends_on?.[name]?.condition === 'service_completed_successfully',
    )
    return awaited ? [] : ['nothing waits for this job (service_completed_successfully)']
  }
  return service.healthcheck?.test && !service.healthcheck.disable ? [] : ['it has no health check']
}

function waitProblem([, service]: Service, { compose }: RuleInput): string[] {
  return Object.entries(service.depends_on ?? {}).flatMap(([name, { condition }]) => {
    const other = compose.services[name]
    if (!other) return [`it waits for ${name}, which is not there`]
    const wanted = isJob(other) ? 'service_completed_successfully' : 'service_healthy'
    return condition === wanted ? [] : [`it should wait for ${name} with ${wanted}`]
  })
}

function isJob(service: ComposeService): boolean {
  return service.restart === 'no'
}

/** What others make comes with a version, so that it is the same tomorrow. */
function imageProblem([, service]: Service): string[] {
  if (service.build) return []
  if (!service.image) return ['it has neither an image nor a build']
  const tag = /:([^:/]+)$/.exec(service.image)?.[1]
  return tag && /\d/.test(tag) ? [] : [`the image ${service.image} has no version`]
}

function portProblem([, service]: Service): string[] {
  return (service.ports ?? [])
    .filter((port) => !port.startsWith('127.0.0.1:'))
    .map((port) => `the port ${port} is open to the network`)
}

/** Every setting that is given exists, and files of secrets are mounted. */
function settingProblem([, service]: Service, { settings }: RuleInput): string[] {
  return Object.entries(service.environment ?? {}).flatMap(([name, value]) => {
    const plain = name.replace(/_FILE$/, '')
    if (!settings.includes(plain)) return [`there is no setting ${name}`]
    const secret = String(value).startsWith(secretFolder) ? String(value).slice(secretFolder.length) : undefined
    return secret && !service.secrets?.includes(secret)
      ? [`${name} names the secret ${secret}, which is not mounted`]
      : []
  })
}

function secretProblem([, service]: Service, { compose }: RuleInput): string[] {
  return (service.secrets ?? [])
    .filter((name) => !(name in (compose.secrets ?? {})))
    .map((name) => `the secret ${name} is not defined`)
}

/** Dockerfiles, their targets, the programs that they run, and mounted files are all there. */
function buildProblem([, service]: Service, { compose, read }: RuleInput): string[] {
  const mounts = (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? '')
  const lost = mounts.filter((source) =>
    source.startsWith('./') ? read(source) === undefined : !(source in (compose.volumes ?? {})),
  )
  const problems = lost.map((source) => `${source} is mounted, but not there`)
  if (!service.build) return problems
  const { dockerfile, target } = service.build
  const text = read(dockerfile)
  if (text === undefined) return [...problems, `${dockerfile} is not there`]
  const hasTarget = target === undefined || new RegExp(`^FROM \\S+ AS ${target}$`, 'm').test(text)
  return hasTarget ? problems : [...problems, `${dockerfile} has no target ${target}`]
}

/** The Dockerfile copies the manifest of every workspace before it installs packages; one that is forgotten breaks `npm ci`. */
export function manifestProblems(dockerfile: string, workspaces: readonly string[]): string[] {
  return workspaces
    .filter((folder) => !dockerfile.includes(`COPY ${folder}/package.json ${folder}/`))
    .map((folder) => `${folder}/package.json is not copied before npm ci`)
}

/** What the images run is what the build makes. */
export function programProblems(texts: readonly string[], outputs: readonly string[]): string[] {
  const run = new Set(texts.flatMap((text) => text.match(/dist\/[\w-]+\.js/g) ?? []))
  return [...run]
    .filter((file) => !outputs.includes(file))
    .map((file) => `${file} is run, but the build does not make it`)
}
