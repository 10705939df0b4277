import type { Presence } from '@throughline/contract'

export const useRunning = (): { runNumber: number; inputRevision: number } | null => null
const nobody: readonly Presence[] = []
export const useOthers = (): readonly Presence[] => nobody
export const useLook = (_taskId: string | null): void => undefined
