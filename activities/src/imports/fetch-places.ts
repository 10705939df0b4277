/** Files that a process fetches at once; they hold no connection most of the time. */
export const mostFetches = 8
const mostOfOrganisation = 2

/** Keeps hosts that are slow, and who names many of them, from holding up the imports of others. */
export interface FetchPlaces {
  /** Answers what gives the place back; null where there is none. */
  take(organisationId: string): (() => void) | null
}

export function createFetchPlaces(): FetchPlaces {
  const taken: string[] = []
  return {
    take(organisationId) {
      const own = taken.filter((each) => each === organisationId).length
      if (taken.length >= mostFetches || own >= mostOfOrganisation) return null
      taken.push(organisationId)
      return () => void taken.splice(taken.indexOf(organisationId), 1)
    },
  }
}
