/**
 * What is wrong with a program, for a person at a terminal: position and
 * sentence in one line, then the line of the source with a mark under it.
 */
import { relative } from 'node:path'

export interface Finding {
  text: string
  file?: string | undefined
  /** From 1. */
  line?: number | undefined
  /** From 1. */
  column?: number | undefined
  length?: number | undefined
  lineText?: string | undefined
}

export function report({ text, file, line, column, length = 1, lineText }: Finding): string {
  if (!file || !line || !column) return file ? `${shown(file)}: ${text}` : text
  const head = `${shown(file)}:${line}:${column}: ${text}`
  if (!lineText) return head
  const gutter = `  ${line} | `
  const { before, after } = around(lineText, column - 1)
  // A tab stays a tab, so that the mark stands under what it means.
  const lead = before.replace(/[^\t]/g, ' ')
  const room = Math.max(1, Math.min(length, after.length))
  return `${head}\n${gutter}${before}${after}\n${' '.repeat(gutter.length - 2)}| ${lead}${'^'.repeat(room)}`
}

/** A minified file is one line: of a long one, what stands around the place. */
function around(lineText: string, at: number): { before: string; after: string } {
  const before = lineText.slice(0, at)
  const after = lineText.slice(at)
  if (lineText.length <= WIDEST) return { before, after }
  const half = WIDEST / 2
  return {
    before: before.length > half ? `…${before.slice(-half)}` : before,
    after: after.length > half ? `${after.slice(0, half)}…` : after,
  }
}

const WIDEST = 160

/** From the working directory, when it lies there. */
export function shown(file: string): string {
  const path = relative(process.cwd(), file)
  return path === '' || path.startsWith('..') ? file : path
}
