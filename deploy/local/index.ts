export {
  appUrl,
  type DatabaseSecrets,
  databaseName,
  overLoopback,
  ownerUrl,
  superuserUrl,
} from './database-urls.ts'
export { findFreeLocalPorts, findFreePorts } from './ports.ts'
export { preparePostgres } from './postgres-roles.ts'
export type { Progress } from './progress.mjs'
export { createProgress, createSilentProgress } from './progress.mjs'
export { CommandError, runCommand } from './run-command.ts'
export { type ServiceName, serviceNames } from './services.ts'
export {
  allParts,
  infrastructureParts,
  type PartStatus,
  type Stack,
  type StackOptions,
  type StackPart,
  startStack,
} from './stack.ts'
export { type ProcessSpec, SupervisedProcess } from './supervisor.ts'
export { serverArguments } from './temporal.ts'
export { findTemporal } from './temporal-binary.ts'
export { waitFor } from './wait-for.ts'
