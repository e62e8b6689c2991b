/**
 * Makes a finished script small, by terser: other minifiers leave ES5 alone at best, terser writes ES3.
 *
 * Law: what a program can see of itself stays: the names of its classes, and each property that it names.
 */
import { apply } from './edits.js'
import { freePatterns } from './pattern-starts.js'

type Map = Parameters<typeof apply>[1]

const NO_MAP = { version: 3, sources: [], names: [], mappings: '' }

export interface MinifyOptions {
  /** Reserved words stay quoted. */
  isES3?: boolean
  /** The classes whose names a program may print; default: all. */
  classes?: string[]
  /** Properties that may get short names. */
  hidden?: string[]
}

export async function minified<M extends object | null>(
  code: string,
  map: M,
  { isES3 = false, classes = [ANY_CLASS], hidden = [] }: MinifyOptions = {},
): Promise<{ code: string; map: M }> {
  const { minify } = await import('terser')
  const small = await minify(code, {
    ecma: 5,
    ie8: isES3,
    compress: {
      passes: 2,
      // Words that only old engines reserve: `frame["yield"]` stays as it is.
      properties: !isES3,
      // Of `F = (function () { function F() {} return F })()`, a class, it would make `F = function F() {}`, and
      // then, because the name is kept, take the one F for the other and drop the declaration.
      inline: false,
    },
    keep_fnames: oneOf(classes),
    mangle: hidden.length === 0 || { properties: { regex: oneOf(hidden) } },
    format: { ascii_only: true, comments: false, keep_quoted_props: isES3 },
    sourceMap: map ? { content: map as never, asObject: true } : false,
  })
  const made = { code: `${small.code}\n`, map: (map && small.map) as unknown as M }
  const edits = freePatterns(made.code)
  if (edits.length === 0) return made
  const freed = apply(made.code, (made.map ?? NO_MAP) as unknown as Map, edits)
  return { code: freed.code, map: made.map && { ...made.map, mappings: freed.map.mappings } }
}

/** By its capital: in ES5 a class is a function. */
const ANY_CLASS = '[A-Z]\\w+'

function oneOf(names: string[]): RegExp {
  return new RegExp(`^(?:${names.join('|')})$`)
}
