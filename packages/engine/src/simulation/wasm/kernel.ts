import type { TileMachine } from '../machine.ts'
import { viewsOf } from '../views.ts'
import { KERNEL_BASE64 } from './kernel-bytes.generated.ts'

interface KernelExports {
  readonly sample: (run: number) => void
  readonly forward: () => void
  readonly backward: (valid: number, offset: number) => void
  readonly open: () => void
  readonly clear: () => void
}

/** The part of the standard WebAssembly interface that is used; the language's own library does not declare it. */
interface WebAssemblyInterface {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Instance: new (module: object, imports: { env: { memory: object } }) => { readonly exports: KernelExports }
  readonly validate: (bytes: Uint8Array) => boolean
}

const PAGE = 65_536
let compiled: object | null | undefined

/** A machine with memory of its own, or null where the host has no WebAssembly with SIMD. */
export function openKernel(program: Uint8Array, memoryBytes: number): TileMachine | null {
  const host = (globalThis as unknown as { WebAssembly?: WebAssemblyInterface }).WebAssembly
  if (host === undefined) return null
  const module = kernelModule()
  if (module === null) return null
  const memory = new host.Memory({ initial: Math.ceil(memoryBytes / PAGE) })
  new Uint8Array(memory.buffer).set(program)
  const kernel = new host.Instance(module, { env: { memory } }).exports
  kernel.open()
  return {
    views: viewsOf(memory.buffer),
    sample: kernel.sample,
    forward: kernel.forward,
    backward: kernel.backward,
    open: kernel.open,
    clear: kernel.clear,
  }
}

/** The compiled module, a WebAssembly.Module that threads can be handed, or null where there is none. */
export function kernelModule(): object | null {
  if (compiled === undefined) compiled = compileKernel()
  return compiled
}

/** Some hosts have no SIMD, and pages may be forbidden to compile: the plain twin does the work there. */
function compileKernel(): object | null {
  const host = (globalThis as unknown as { WebAssembly?: WebAssemblyInterface }).WebAssembly
  const bytes = decodeBase64(KERNEL_BASE64)
  try {
    return host?.validate(bytes) === true ? new host.Module(bytes) : null
  } catch {
    return null
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Written out, since neither Buffer nor atob is part of the language. */
export function decodeBase64(text: string): Uint8Array {
  const digits = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let word = 0
  let at = 0
  for (let index = 0; index < digits.length; index++) {
    word = ((word << 6) | DIGITS.indexOf(digits.charAt(index))) & 0xffffff
    const bits = ((index + 1) * 6) % 8
    if (bits < 6) {
      bytes[at] = (word >> bits) & 0xff
      at += 1
    }
  }
  return bytes
}
