/** The page's state as the address's hash: nothing is stored anywhere. */

import type { Pace, Semantics, Target } from '../messages.js'

export interface Shared {
  source: string
  semantics: Semantics
  target: Target
  pace: Pace
  seed: number
}

export async function pack(state: Shared): Promise<string> {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(state)), new CompressionStream('deflate-raw'))
  return `1.${btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')}`
}

/** Undefined for what is no state of ours. */
export async function unpack(hash: string): Promise<Partial<Shared> | undefined> {
  const [, packed] = /^#?1\.([\w-]+)$/.exec(hash) ?? []
  if (!packed) return undefined
  try {
    const bytes = Uint8Array.from(atob(packed.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0))
    const text = new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw')))
    const state = JSON.parse(text) as Partial<Shared> | null
    return typeof state?.source === 'string' ? state : undefined
  } catch {
    return undefined
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: GenericTransformStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const out = new Blob([bytes])
    .stream()
    .pipeThrough(stream as ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>)
  return new Uint8Array(await new Response(out).arrayBuffer())
}
