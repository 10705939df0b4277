import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { bundleWorkflowCode } from '@temporalio/worker'

/** The workflows and all that they import, as the one script that workers load into their sandbox. */
export async function bundleWorkflows(entry: string, output: string): Promise<void> {
  const silent = { log: () => {}, trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const { code } = await bundleWorkflowCode({ workflowsPath: entry, logger: silent })
  await mkdir(dirname(output), { recursive: true })
  await writeFile(output, code)
}
