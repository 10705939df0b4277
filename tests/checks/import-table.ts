/**
 * The column "may import" of the architecture as data. Names are workspace packages without `@throughline/`;
 * a subpath allows that part alone.
 */
export interface ImportRule {
  may: readonly string[]
  /** By `import type` only. */
  types?: readonly string[]
  /** What folders of it may import besides. */
  within?: Readonly<Record<string, readonly string[]>>
  /** Runs in a browser or in the workflow sandbox as well: no `node:` modules outside tests and command lines. */
  portable?: true
}

const all = [
  'contract',
  'contract/temporal',
  'contract/openapi',
  'domain',
  'database',
  'database/migrator',
  'client',
  'platform',
] as const

export const importTable: Readonly<Record<string, ImportRule>> = {
  api: { may: all, within: { 'api/src/compute': ['formats', 'formats/outgoing'] } },
  workflows: { may: ['contract/temporal'], types: ['activities', 'email-service'], portable: true },
  activities: { may: [...all, 'domain/recompute', 'platform/temporal-worker', 'engine', 'formats'] },
  'email-service': { may: ['contract', 'contract/temporal', 'platform', 'platform/temporal-worker', 'database'] },
  web: { may: ['client', 'contract', 'engine'], portable: true },
  'packages/engine': { may: [], portable: true },
  'packages/contract': { may: [], types: ['engine'], portable: true },
  'packages/domain': { may: ['contract', 'contract/temporal', 'platform', 'database', 'engine'] },
  'packages/database': { may: ['contract', 'contract/temporal', 'platform'] },
  'packages/formats': { may: ['contract', 'engine'] },
  'packages/client': { may: ['contract'], portable: true },
  'packages/platform': { may: ['contract', 'contract/temporal'] },
}

/** What a command line (`cli/`) or a benchmark (`bench/`) may import besides. */
export const commandLineMay = ['formats'] as const

/** What tests beside the source may import besides. */
export const testsMay = ['tests', 'tests/mail', 'tests/service', 'tests/sign-in'] as const

/** Folders without rules of their own: they run, build or test all the others. */
export const freeFolders: readonly string[] = ['deploy', 'tests']

/** The only folders that may import a package from outside, by its name. */
export const reservedPackages: Readonly<Record<string, readonly string[]>> = {
  pino: ['packages/platform'],
  pg: ['packages/database', 'deploy', 'tests', 'api'],
  nodemailer: ['email-service', 'packages/platform'],
  imapflow: ['email-service'],
  'openid-client': ['packages/domain'],
  '@temporalio/workflow': ['workflows'],
}

/**
 * The only modules that may read the environment: the settings, the command that runs on anybody's machine, and a build
 * that hands its own on to a tool.
 */
export const environmentReaders: readonly string[] = [
  'packages/platform/src/settings.ts',
  'packages/client/src/cli/environment.ts',
  'deploy/build/targets.ts',
]
