/** Somebody stopped the work on an organisation, or another attempt is further. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
}
