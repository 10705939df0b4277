import { accountHandlers } from './accounts/handlers.ts'
import type { Handlers } from './http/call.ts'
import { importHandlers } from './imports/handlers.ts'
import { planRowHandlers } from './plan-rows/handlers.ts'
import { projectHandlers } from './projects/handlers.ts'
import { serviceHandlers } from './service/handlers.ts'

/** What answers each operation of the contract. */
export const handlers: Handlers = {
  ...accountHandlers,
  ...projectHandlers,
  ...planRowHandlers,
  ...importHandlers,
  ...serviceHandlers,
}
