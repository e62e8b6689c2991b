/**
 * The Babel that compiles: the user's own @babel/core, 7 or 8, with the presets beside it. From the
 * working directory first. `require` takes Babel 8 too, which is an ECMAScript module.
 */

import { createRequire } from 'node:module'
import { join } from 'node:path'

/** The part of @babel/core that is used. */
export interface BabelCore {
  version: string
  transformSync(source: string, options: object): { code?: string | null; map?: object | null } | null
}

export interface Babel {
  core: BabelCore
  /** A preset or plugin by its package, from where @babel/core was found. */
  load(name: string): unknown
}

let found: Babel | undefined

/** @throws Error with the install command when there is none. */
export function findBabel(): Babel {
  found ??= search()
  if (!found) throw missing('@babel/core')
  return found
}

function search(): Babel | undefined {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    const require = createRequire(from)
    const load = (name: string): unknown => {
      const module = require(name) as { default?: unknown }
      return module.default ?? module
    }
    try {
      const core = require('@babel/core') as BabelCore
      return {
        core,
        load(name) {
          try {
            return load(name)
          } catch {
            throw missing(name)
          }
        },
      }
    } catch {
      // Not installed there.
    }
  }
  return undefined
}

function missing(name: string): Error {
  return new Error(`globeflower's Babel host needs ${name} 7 or 8. Install it: npm install --save-dev ${name}`)
}
