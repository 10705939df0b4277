import { useQueries } from '@tanstack/react-query'
import type { ImportEntity, ImportField } from '@throughline/contract'
import { namesQuery } from '../api/imports.ts'
import { referenceOf } from '../lib/references.ts'

export type NameOf = (id: string) => string | undefined

/** Names of the rows that fields name: of those that are shown, and, where these are others, of all of their kind. */
export function useNames(importId: string, fields: readonly ImportField[], shown: NameOf): NameOf {
  const found = useQueries({
    queries: unknownKinds(fields, shown).map((entity) => namesQuery(importId, entity)),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  })
  return (id) => shown(id) ?? found.find((row) => row.id === id)?.name
}

function unknownKinds(fields: readonly ImportField[], shown: NameOf): ImportEntity[] {
  const kinds = fields.flatMap(({ field, from, to, before }) => {
    const entity = referenceOf(field)
    const isUnknown = [from, to, before].some((value) => typeof value === 'string' && shown(value) === undefined)
    return entity && isUnknown ? [entity] : []
  })
  return [...new Set(kinds)]
}
