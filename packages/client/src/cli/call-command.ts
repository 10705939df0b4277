import { type Operation, type OperationId, operations } from '@throughline/contract'
import type { Client } from '../client.ts'
import { operandOf, pairsOf, UsageError } from './arguments.ts'
import type { Command, Session } from './command.ts'

/** Calls any operation of the API by its name, and says its answer as JSON or, of a file, as it is. */
export const call: Command = async (session) => {
  const { args, client, terminal } = session
  const name = operandOf(args, 'operation')
  if (!(name in operations)) throw new UsageError(`There is no operation ${name}${near(name)}`)
  const id = name as OperationId
  const input = {
    params: paramsOf(id, args.param),
    query: pairsOf('query', args.query),
    ...(args.body === undefined ? {} : { body: parseBody(args.body) }),
  }
  if ((operations[id] as Operation).file) return download(session, id, input)
  const answer: unknown = await client.call(id as Parameters<Client['call']>[0], input as never)
  if (answer !== undefined) terminal.say(JSON.stringify(answer, null, 2))
  return 0
}

async function download({ client }: Session, id: OperationId, input: object): Promise<number> {
  const response = await client.download(id as Parameters<Client['download']>[0], input as never)
  for await (const piece of response.body ?? []) process.stdout.write(piece)
  return 0
}

function paramsOf(id: OperationId, given: readonly string[] | undefined): Record<string, string> {
  const params = pairsOf('param', given)
  const { path } = operations[id] as Operation
  for (const [, name = ''] of path.matchAll(/:(\w+)/g))
    if (params[name] === undefined) throw new UsageError(`${id} needs --param ${name}=…`)
  return params
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`--body is not JSON: ${(error as Error).message}`)
  }
}

function near(name: string): string {
  const part = name.toLowerCase().replace(/^(get|list|create|patch|delete)/, '')
  const found = Object.keys(operations).filter((id) => part && id.toLowerCase().includes(part))
  return found.length > 0 ? `; there are ${found.join(', ')}` : ''
}
