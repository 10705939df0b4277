/** Fails when `act` takes longer; what it does then goes on, unheard, and must be such that it may. */
export async function within<Result>(milliseconds: number, what: string, act: () => Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error(`${what} took longer than ${milliseconds / 1_000} s`))
    timer = setTimeout(fail, milliseconds)
  })
  return Promise.race([act(), late]).finally(() => clearTimeout(timer))
}
