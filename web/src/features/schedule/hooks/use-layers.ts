import { createStore, type WritableStore } from '@throughline/client'
import { useStore } from '../../../lib/use-store.ts'
import { isLayer, type Layer, usualLayers } from '../gantt/layers.ts'

type Layers = ReadonlySet<Layer>

const stores = new Map<string, WritableStore<Layers>>()
const keyOf = (projectId: string): string => `throughline-layers/${projectId}`

function storeOf(projectId: string): WritableStore<Layers> {
  let store = stores.get(projectId)
  if (!store) {
    store = createStore<Layers>(readLayers(localStorage.getItem(keyOf(projectId))))
    stores.set(projectId, store)
  }
  return store
}

/** What is drawn of a project's chart now. */
export const layersOf = (projectId: string): Layers => storeOf(projectId).getSnapshot()

/** What is drawn of a project's chart; it stays for the next visit. */
export function useLayers(projectId: string): [Layers, (layers: Layers) => void] {
  const store = storeOf(projectId)
  const keep = (layers: Layers) => {
    localStorage.setItem(keyOf(projectId), JSON.stringify([...layers]))
    store.set(layers)
  }
  return [useStore(store), keep]
}

function readLayers(kept: string | null): Layers {
  try {
    const names: unknown = JSON.parse(kept ?? 'null')
    return Array.isArray(names) ? new Set(names.filter(isLayer)) : usualLayers
  } catch {
    return usualLayers
  }
}
