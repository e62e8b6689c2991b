import { PENDING, RESULT } from '../../core/states.js'
import type { Shown } from './inspect.js'

/** What is in objects of ours that stand in for those of the language: promises, iterators of collections. */

/** Of a promise or future; one of the engine's own does not tell. */
export function outcomeOf({ _state, _value }: Shown, show: (value: unknown) => string): string {
  if (!((_state as number) > PENDING)) return '<pending>'
  return (_state === RESULT ? '' : '<rejected> ') + show(_value)
}

/** An iterator of collections.ts. */
interface Iterator {
  _entry: Entry
  _show(entry: Entry): unknown
}

interface Entry {
  after: Entry | null
  removed: boolean
}

/** It would give a new pair each time. */
export function isOfPairs(iterator: object): boolean {
  const { _entry, _show } = iterator as Iterator
  return _entry !== null && _show(_entry) !== _show(_entry)
}

/** What it would give still. */
export function eachHeld(iterator: object, receive: (value: unknown) => void): void {
  const { _entry, _show } = iterator as Iterator
  for (let entry = _entry && _entry.after; entry !== null; entry = entry.after)
    if (!entry.removed) receive(_show(entry))
}
