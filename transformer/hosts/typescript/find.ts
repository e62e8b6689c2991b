/**
 * The TypeScript that compiles: the user's own, below version 7 (which has no JavaScript API).
 *
 * Looked for as `typescript`, then as `@typescript/typescript6`, from the working directory first.
 * Never a dependency under an alias: npm would hand its `tsc` to the user's project.
 */

import { createRequire } from 'node:module'
import { join } from 'node:path'
import type * as TS from 'typescript'

let found: typeof TS | undefined
/** There is a newer one, which stays. */
let isSeven = false

/** @throws Error with the install command when there is none. */
export function findTypeScript(): typeof TS {
  found ??= search()
  if (!found) {
    const name = isSeven ? '@typescript/typescript6' : 'typescript@6'
    throw new Error(
      `globeflower needs TypeScript 5.4 to 6 (TypeScript 7 has no JavaScript API). Install it: npm install --save-dev ${name}`,
    )
  }
  return found
}

function search(): typeof TS | undefined {
  for (const from of [join(process.cwd(), 'package.json'), import.meta.url]) {
    const require = createRequire(from)
    for (const name of ['typescript', '@typescript/typescript6']) {
      try {
        const ts = require(name) as typeof TS
        if (Number.parseInt(ts.version, 10) < 7) return ts
        isSeven = true
      } catch {
        // Not installed there.
      }
    }
  }
  return undefined
}
