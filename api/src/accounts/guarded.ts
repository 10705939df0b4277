import type { AppContext } from '../context.ts'

/** Guesses of a password, or of a code, count as they do at the sign-in. */
export async function guarded<Result>(
  { limits }: AppContext,
  what: 'password' | 'code',
  personId: string,
  act: () => Promise<Result>,
): Promise<Result> {
  await limits.countSignIn(what, personId)
  const result = await act()
  await limits.forgetSignIns(what, personId)
  return result
}
