/**
 * Files as the commands see them: which can be compiled, and how output is written.
 *
 * Law: a file appears whole or not at all, so writing goes through a rename.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { reasonOf, sourceText, Unreadable } from '../plugins/source-text.js'
import { Failure } from './failure.js'

const sources = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']

export function isSource(file: string): boolean {
  return sources.includes(extname(file)) && !/\.d\.[cm]?ts$/.test(file)
}

/** The one file or folder that a command works on. */
export function onlyInput(files: string[], command: string): string {
  if (files.length === 1) return files[0]!
  if (files.length === 0) throw new Failure(`No file given. Try globeflower ${command} --help.`, 2)
  throw new Failure(`${command} takes one file, got ${files.length}: ${files.join(' ')}. Run it once for each.`, 2)
}

/** Fails unless it is a file that can be compiled. */
export function mustBeSource(file: string): void {
  const kind = kindOf(file)
  if (kind === 'folder') throw new Failure(`${file} is a folder. Name the program's first file.`, 2)
  if (!isSource(file)) {
    throw new Failure(`Cannot compile ${file}: not a kind of file that is known. Known are ${sources.join(' ')}.`, 2)
  }
}

export function kindOf(path: string): 'file' | 'folder' {
  const found = entryAt(path)
  if (!found) throw new Failure(`${path} does not exist. Check the path; it is taken from ${process.cwd()}.`)
  return found.isDirectory() ? 'folder' : 'file'
}

export function readSource(file: string): string {
  try {
    return sourceText(file)
  } catch (error) {
    if (error instanceof Unreadable) throw new Failure(error.message)
    throw error
  }
}

export function isFolder(path: string): boolean {
  return entryAt(path)?.isDirectory() ?? false
}

function entryAt(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

export function write(file: string, text: string): void {
  if (isFolder(file)) throw new Failure(`Cannot write ${file}: it is a folder. Name a file in it.`)
  // What a link leads to is written; a device or a pipe keeps its place.
  const place = existsSync(file) ? realpathSync(file) : file
  const draft = join(dirname(place), `.${basename(place)}.${randomBytes(4).toString('hex')}`)
  try {
    mkdirSync(dirname(place), { recursive: true })
    if (entryAt(place)?.isFile() === false) return writeFileSync(place, text)
    writeFileSync(draft, text)
    renameSync(draft, place)
  } catch (error) {
    if (existsSync(draft)) rmSync(draft)
    throw new Failure(`Cannot write ${file}: ${reasonOf(error)}.`)
  }
}
