/**
 * The text of a source file as the compiler sees it: without a byte order mark, and UTF-8. Whatever keeps it from
 * being read is one sentence.
 */
import { readFileSync } from 'node:fs'

export class Unreadable extends Error {}

const strict = new TextDecoder('utf-8', { fatal: true })

export function sourceText(file: string): string {
  const bytes = bytesOf(file)
  try {
    // Without its byte order mark, too.
    return strict.decode(bytes)
  } catch {
    // Packages of other people are taken as they are: what is not UTF-8 there is a name in a comment.
    if (/[\\/]node_modules[\\/]/.test(file)) return bytes.toString('utf8').replace(/^\uFEFF/, '')
    throw new Unreadable(`${file} is not UTF-8. Save it in that encoding.`)
  }
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new Unreadable(`Cannot read ${file}: ${reasonOf(error)}.`)
  }
}

/** Node's words without the call that was made: `permission denied`. */
export function reasonOf(error: unknown): string {
  const { message } = error as Error
  return /^[A-Z]+: ([^,]+),/.exec(message)?.[1] ?? message
}
