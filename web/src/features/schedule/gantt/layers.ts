/** What of the chart is drawn or not, as the reader likes. */
export const layerNames = [
  'critical',
  'float',
  'baseline',
  'deadlines',
  'constraints',
  'links',
  'nonWorking',
  'status',
] as const

export type Layer = (typeof layerNames)[number]

/** All are drawn but the line of progress until it is asked for. */
export const usualLayers: ReadonlySet<Layer> = new Set(layerNames)

export const isLayer = (name: unknown): name is Layer => layerNames.includes(name as Layer)
