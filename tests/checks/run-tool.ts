import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './workspaces.ts'

export interface ToolResult {
  ok: boolean
  output: string
}

/** Runs a command line of node_modules/.bin in the root. */
export function runTool(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules', '.bin', name), args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk
      })
    }
    child.once('error', reject).once('close', (code) => resolve({ ok: code === 0, output: output.trim() }))
  })
}
