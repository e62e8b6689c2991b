/**
 * The loop of a `for in` that does not suspend, where the order of keys has to be kept.
 *
 * Law: no `for in` in this file. Where there is one, members of classes are hidden by the frame's door, and that
 * door needs this file first.
 */
import { namesIn } from './own-keys.js'

export class Names {
  declare key: string
  declare private _names: string[]
  declare private _object: unknown
  declare private _at: number

  constructor(object: unknown) {
    this._names = namesIn(object)
    this._object = Object(object)
    this._at = 0
  }

  /** A key that was deleted before its turn is left out. */
  next(): boolean {
    while (this._at < this._names.length) {
      this.key = this._names[this._at++]
      if (this.key in (this._object as object)) return true
    }
    return false
  }
}
