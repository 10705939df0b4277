import { type ProblemDetails, ProblemError, type ProblemType } from '@throughline/contract'

/** An error on its way between threads, which would lose its class and its code. */
export type PackedError =
  | { kind: 'problem'; type: ProblemType; details: ProblemDetails }
  | { kind: 'other'; name: string; message: string; stack: string | undefined; code: unknown }

export function packError(error: unknown): PackedError {
  if (error instanceof ProblemError) return { kind: 'problem', type: error.type, details: error.details }
  if (!(error instanceof Error))
    return { kind: 'other', name: 'Error', message: String(error), stack: undefined, code: undefined }
  const { name, message, stack } = error
  return { kind: 'other', name, message, stack, code: (error as { code?: unknown }).code }
}

/** As it was thrown, as far as anyone looks. */
export function unpackError(packed: PackedError): Error {
  if (packed.kind === 'problem') return new ProblemError(packed.type, packed.details)
  const { name, message, stack, code } = packed
  return Object.assign(new Error(message), { name, stack, code })
}
