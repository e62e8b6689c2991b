import { nativePromise } from '../../hosts/native.js'
import { tagSymbol } from '../symbols.js'
import type { Shown } from './inspect.js'
import { isEnumerable } from './keys.js'
import { isOfPairs } from './stand-ins.js'

/** `Array`, `Map`, `Error` …; else `Object`. What stands in for a built-in is told by its tag. */
export function kindOf(object: object, tag = tagOf(object)): string {
  const { _state, _entry, then } = object as Shown
  if (object instanceof Error) return 'Error'
  // A future of ours, too, is a promise.
  if (
    typeof then === 'function' &&
    (typeof _state === 'number' || (nativePromise && object instanceof (nativePromise as unknown as Function)))
  )
    return 'Promise'
  // The tag of an iterator of collections.ts.
  if (_entry !== void 0 && / Iterator$/.test(tag)) return isOfPairs(object) ? tag.replace('Iterator', 'Entries') : tag
  const kind = Object.prototype.toString.call(object).slice(8, -1)
  if (/^(Weak)?(Map|Set)$|Generator$/.test(tag)) return tag
  return BUILT_IN.test(kind) ? kind : 'Object'
}

const BUILT_IN = /^(\w*Array|Arguments|Number|String|Boolean|Symbol|Date|RegExp|Function|(Weak)?(Map|Set))$/

/** `[Symbol.toStringTag]`, if it is none of the properties that are shown. */
export function tagOf(object: object): string {
  const tag = (object as Shown)[tagSymbol]
  return typeof tag === 'string' && !isEnumerable(object, tagSymbol) ? tag : ''
}
