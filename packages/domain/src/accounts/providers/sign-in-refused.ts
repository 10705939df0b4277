import { type SignInProblem, signInProblems } from '@throughline/contract'

/** Nobody is signed in or linked. `problem` is told to the person, `reason` to the log. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused'
  readonly problem: SignInProblem
  readonly reason: string

  constructor(problem: SignInProblem, reason: string = problem) {
    super(signInProblems[problem])
    this.problem = problem
    this.reason = reason
  }
}
