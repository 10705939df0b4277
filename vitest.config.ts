import { defineConfig } from 'vitest/config'

const folders = [
  'api',
  'workflows',
  'activities',
  'email-service',
  'web',
  'deploy',
  'packages/*',
  'tests/checks',
  'tests/harness',
  'tests/run',
  'tests/demo',
  'tests/imports',
  'tests/load',
  'tests/permissions',
]

/**
 * Unit tests stand beside their source; integration tests are `*.integration.test.ts` and need the stack of tests/harness.
 * Files share a process and its modules (`isolate: false`): loading the same modules for each of them anew took longer than
 * most of them. So a test puts back what it changes outside itself; those of the web client replace modules, and keep to
 * themselves.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: folders.map((folder) => `${folder}/**/*.test.ts`),
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.integration.test.ts', 'web/**'],
          // Property tests count runs, not seconds; a busy machine must not fail them.
          testTimeout: 60_000,
          setupFiles: ['tests/setup/property-tests.ts'],
          isolate: false,
        },
      },
      {
        test: {
          name: 'unit-web',
          include: ['web/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 60_000,
          setupFiles: ['tests/setup/property-tests.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: [...folders.map((folder) => `${folder}/**/*.integration.test.ts`), 'tests/integration/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['tests/harness/global-setup.ts'],
          setupFiles: ['tests/setup/property-tests.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          isolate: false,
        },
      },
      {
        test: {
          name: 'replay',
          include: ['tests/replay/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'mpxj',
          include: ['tests/mpxj/**/*.test.ts'],
          testTimeout: 600_000,
          setupFiles: ['tests/setup/property-tests.ts'],
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/harness/global-setup.ts', 'tests/browser/shared-services.ts'],
          setupFiles: ['tests/setup/shown-pages.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          isolate: false,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'leaks',
          include: ['tests/leaks/**/*.test.ts'],
          globalSetup: ['tests/harness/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'api',
          include: ['tests/api/**/*.test.ts'],
          globalSetup: ['tests/harness/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
