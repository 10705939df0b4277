import { createSilentProgress } from '@throughline/deploy'
import { loadLocalSettings } from '@throughline/platform'
import { ensurePythonPackages } from '../../deploy/local/python-packages.ts'

/** Programs of others that talk to the service, in Python. */
const foreignClients = {
  name: 'api-clients',
  packages: ['schemathesis==4.32.5', 'python-socketio[client]==5.18.1'],
  programs: ['schemathesis', 'python'],
}

/** Installing takes half a minute the first time. Answers the folder of their programs. */
export const findForeignClients = (): Promise<string> =>
  ensurePythonPackages(foreignClients, loadLocalSettings(), createSilentProgress())
