import { createProgress } from '@throughline/deploy'
import { loadLocalSettings } from '@throughline/platform'
import { findTemporalServer } from '../../../deploy/local/temporal-server-binary.ts'
import { ensureBuild, serviceBuilds } from '../../harness/service/index.ts'
import type { WorldKind } from '../cell.ts'
import { findToxiproxy } from '../toxiproxy.ts'
import { findFaketime } from '../wall-clock.ts'

/** Gets and builds what worlds of these kinds are made of: once, and not by each of those that run side by side. */
export async function prepareWorlds(kinds: ReadonlySet<WorldKind>): Promise<void> {
  const settings = loadLocalSettings()
  await ensureBuild(serviceBuilds)
  await findToxiproxy(settings)
  if (kinds.has('equipped')) await findFaketime(settings)
  if (kinds.has('real-temporal')) await findTemporalServer(settings, createProgress())
}
