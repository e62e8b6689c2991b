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
  // A tab stays a tab, so that the mark stands under what it means.
  const lead = lineText.slice(0, column - 1).replace(/[^\t]/g, ' ')
  const room = Math.max(1, Math.min(length, lineText.length - column + 1))
  return `${head}\n${gutter}${lineText}\n${' '.repeat(gutter.length - 2)}| ${lead}${'^'.repeat(room)}`
}

/** From the working directory, when it lies there. */
export function shown(file: string): string {
  const path = relative(process.cwd(), file)
  return path === '' || path.startsWith('..') ? file : path
}
