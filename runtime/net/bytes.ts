/**
 * Bytes: a Uint8Array everywhere. On Node what comes from sockets is a Buffer, which is one; what others give need not be.
 */
export type Bytes = Uint8Array

interface NodeBuffer {
  allocUnsafe(size: number): Uint8Array
  from(text: string, encoding: 'utf8'): Uint8Array
  from(memory: ArrayBufferLike, start: number, size: number): Uint8Array
  prototype: { toString(encoding: 'utf8', start: number, end: number): string }
}

declare const Buffer: NodeBuffer | undefined
declare const TextEncoder: { new (): { encode(text: string): Uint8Array } } | undefined
declare const TextDecoder:
  { new (encoding: string, options: object): { decode(bytes: Uint8Array): string } } | undefined

// Duktape has one of the same name that is of another kind.
const buffers =
  typeof Buffer === 'function' && typeof (Buffer as unknown as NodeBuffer).allocUnsafe === 'function'
    ? (Buffer as unknown as NodeBuffer)
    : null

/** Memory with anything in it. */
export function allocate(size: number): Bytes {
  return buffers !== null ? buffers.allocUnsafe(size) : new Uint8Array(size)
}

export function concat(chunks: Bytes[], size: number): Bytes {
  const whole = allocate(size)
  let at = 0
  for (let i = 0; i < chunks.length; i++) {
    whole.set(chunks[i], at)
    at += chunks[i].length
  }
  return whole
}

/** A copy of the first bytes, in memory that nobody else writes to. */
export function copyOf(bytes: Bytes, size: number): Bytes {
  const copy = buffers !== null && size >= 4096 && size <= 16384 ? pooled(buffers, size) : allocate(size)
  copy.set(size === bytes.length ? bytes : bytes.subarray(0, size), 0)
  return copy
}

/** A block that pieces are cut from, and how much of it is taken. */
let block: Bytes | null = null
let taken = 0

/**
 * Node has a pool for what is small. Pieces of this size would each be memory of
 * their own, which costs more than the copy; large ones are worth it.
 */
function pooled(buffers: NodeBuffer, size: number): Bytes {
  if (block === null || taken + size > block.length) {
    block = buffers.allocUnsafe(65536)
    taken = 0
  }
  const start = taken
  taken += (size + 7) & ~7
  return block.subarray(start, start + size)
}

/** Where the byte is, from `from` on; -1: nowhere. */
export function indexOf(bytes: Bytes, byte: number, from: number): number {
  if (typeof bytes.indexOf === 'function') return bytes.indexOf(byte, from)
  for (let i = from; i < bytes.length; i++) if (bytes[i] === byte) return i
  return -1
}

/** The UTF-8 of a text. Bytes are given back as they are. */
export function encode(text: string | Bytes): Bytes {
  if (typeof text !== 'string') return text
  if (buffers !== null) return buffers.from(text, 'utf8')
  if (typeof TextEncoder === 'function') return new TextEncoder().encode(text)
  return bytesOf(unescape(encodeURIComponent(text)))
}

/** The text of UTF-8. */
export function decode(bytes: Bytes): string {
  if (buffers !== null) {
    const own = bytes instanceof (buffers as never) ? bytes : buffers.from(bytes.buffer, bytes.byteOffset, bytes.length)
    return buffers.prototype.toString.call(own, 'utf8', 0, bytes.length)
  }
  if (typeof TextDecoder === 'function') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  let text = ''
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i])
  try {
    return decodeURIComponent(escape(text))
  } catch (error) {
    // Not UTF-8: byte by byte.
    return text
  }
}

/** Bytes from a string that has one character for each. */
export function bytesOf(text: string): Bytes {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}
