/** The seam between the halves is two files: what emitted code may name, and what the runtime exports. */
import { expect, it } from 'vitest'
import * as frame from '../../runtime/frame.js'
import { compile } from '../../transformer/index.js'
import { runtimeNames } from '../../transformer/runtime-names.js'

it('lists every name that the runtime exports to emitted code, and no other', () => {
  expect([...runtimeNames].sort()).toEqual(Object.keys(frame).sort())
})

it('is not imported for a type', () => {
  const { code } = compile('export interface Open extends Error { cause?: unknown }', { target: 'es5' })
  expect(code).not.toContain('import')
})
