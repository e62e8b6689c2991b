import { create, hide, isObject, modern } from './define.js'
import { iterate } from './iteration.js'
import { iteratorPrototype } from './iterator.js'
import { iteratorSymbol, tagSymbol } from './symbols.js'

/**
 * `Map` and `Set` for engines that lack them (ECMAScript 24.1, 24.2): in order
 * of insertion, and sound while they change under an iteration.
 *
 * A key is found by its text, its type before it; an object by a number that it
 * carries under a hidden name. Where nothing can be hidden, or the object is
 * frozen, its entry is searched for.
 *
 * Law: a removed entry keeps its `before`, so that an iterator which stands on
 * it finds its way back into the list.
 */
interface Entry {
  key: unknown
  value: unknown
  before: Entry | null
  after: Entry | null
  removed: boolean
}

interface Collection {
  size: number
  _count: number
  _index: Record<string, Entry | undefined>
  /** Stands before the first entry. */
  _head: Entry
  _last: Entry
}

type Receive = (value: unknown, key: unknown, collection: Collection) => unknown

/** Stands in for `Map`. */
export function ownMap(): MapConstructor {
  const OwnMap = function (this: Collection, entries?: unknown) {
    empty(this)
    each(entries, (entry) => {
      if (!isObject(entry)) throw new TypeError('Iterator value ' + String(entry) + ' is not an entry object')
      write(this, (entry as unknown[])[0], (entry as unknown[])[1])
    })
  } as unknown as MapConstructor
  const methods = OwnMap.prototype as unknown as object
  share(methods, 'Map')
  hide(methods, 'get', function (this: Collection, key: unknown) {
    const entry = find(this, key)
    return entry ? entry.value : void 0
  })
  hide(methods, 'set', function (this: Collection, key: unknown, value: unknown) {
    write(this, key, value)
    return this
  })
  lists(methods, 'Map Iterator', { keys: ofKey, values: ofValue, entries: ofBoth }, 'entries')
  return OwnMap
}

/** Stands in for `Set`. */
export function ownSet(): SetConstructor {
  const OwnSet = function (this: Collection, values?: unknown) {
    empty(this)
    each(values, (value) => write(this, value, value))
  } as unknown as SetConstructor
  const methods = OwnSet.prototype as unknown as object
  share(methods, 'Set')
  hide(methods, 'add', function (this: Collection, value: unknown) {
    write(this, value, value)
    return this
  })
  lists(methods, 'Set Iterator', { keys: ofKey, values: ofKey, entries: ofBoth }, 'values')
  return OwnSet
}

function share(methods: object, tag: string): void {
  hide(methods, 'has', function (this: Collection, key: unknown) {
    return find(this, key) !== void 0
  })
  hide(methods, 'delete', function (this: Collection, key: unknown) {
    const entry = find(this, key)
    if (entry === void 0) return false
    const { before, after } = entry
    before!.after = after
    if (after === null) this._last = before!
    else after.before = before
    entry.removed = true
    const text = textOf(key)
    if (text !== null) delete this._index[text]
    count(this, this._count - 1)
    return true
  })
  hide(methods, 'clear', function (this: Collection) {
    for (let entry = this._head.after; entry !== null; entry = entry.after) {
      entry.removed = true
      entry.before = this._head
    }
    this._head.after = null
    this._last = this._head
    this._index = {}
    count(this, 0)
  })
  hide(methods, 'forEach', function (this: Collection, receive: Receive, self?: unknown) {
    for (let entry = next(this._head); entry !== null; entry = next(entry)) {
      receive.call(self, entry.value, entry.key, this)
    }
  })
  hide(methods, tagSymbol, tag)
  if (!modern) return
  // A class that extends it may have another.
  Object.defineProperty(methods, 'size', {
    get(this: Collection) {
      return this._count
    },
    configurable: true,
  })
}

function count(collection: Collection, size: number): void {
  collection._count = size
  if (!modern) collection.size = size
}

const ofKey = (entry: Entry): unknown => entry.key
const ofValue = (entry: Entry): unknown => entry.value
const ofBoth = (entry: Entry): unknown => [entry.key, entry.value]

/** The methods that give iterators; `main` is what `for of` calls. */
function lists(methods: object, tag: string, by: Record<string, (entry: Entry) => unknown>, main: string): void {
  const prototype = create(iteratorPrototype)
  hide(prototype, 'next', function (this: { _entry: Entry | null; _show: (entry: Entry) => unknown }) {
    if (this._entry !== null) this._entry = next(this._entry)
    return this._entry === null ? { value: void 0, done: true } : { value: this._show(this._entry), done: false }
  })
  hide(prototype, tagSymbol, tag)
  for (const name in by) {
    const iterator = function (this: Collection) {
      const made = create(prototype)
      hide(made, '_entry', this._head)
      hide(made, '_show', by[name])
      return made
    }
    hide(methods, name, iterator)
    if (name === main) hide(methods, iteratorSymbol, iterator)
  }
}

function empty(collection: Collection): void {
  const head: Entry = { key: null, value: null, before: null, after: null, removed: false }
  hide(collection, '_count', 0)
  if (!modern) collection.size = 0
  hide(collection, '_index', {})
  hide(collection, '_head', head)
  hide(collection, '_last', head)
}

/** The entry behind this one, wherever it has gone meanwhile. */
function next(entry: Entry): Entry | null {
  while (entry.removed) entry = entry.before!
  return entry.after
}

function write(collection: Collection, key: unknown, value: unknown): void {
  const found = find(collection, key)
  if (found) found.value = value
  else {
    const before = collection._last
    const entry: Entry = { key: key === 0 ? 0 : key, value, before, after: null, removed: false }
    before.after = collection._last = entry
    const text = textOf(key)
    if (text !== null) collection._index[text] = entry
    count(collection, collection._count + 1)
  }
}

function find(collection: Collection, key: unknown): Entry | undefined {
  const text = textOf(key)
  if (text !== null) return collection._index[text]
  for (let entry = collection._head.after; entry !== null; entry = entry.after) {
    if (entry.key === key) return entry
  }
  return void 0
}

/** What a key is found by; null: by itself. */
function textOf(key: unknown): string | null {
  if (isObject(key)) return numberOf(key)
  // Symbols have no text of their own.
  return typeof key === 'symbol' ? null : typeof key + ' ' + String(key)
}

const NUMBER = '@@number'
let numbers = 0

/** Where it can, the engine hides and freezes with these. */
const hides = /* @__PURE__ */ (() => typeof Object.isExtensible === 'function')()

function numberOf(object: object): string | null {
  if (!hides) return null
  if (!Object.prototype.hasOwnProperty.call(object, NUMBER)) {
    if (!Object.isExtensible(object)) return null
    hide(object, NUMBER, ++numbers)
  }
  return 'object ' + String((object as Record<string, unknown>)[NUMBER])
}

function each(iterable: unknown, receive: (value: unknown) => void): void {
  if (iterable === null || iterable === void 0) return
  const iteration = iterate(iterable)
  while (iteration.step()) {
    try {
      receive(iteration.value)
    } catch (error) {
      throw iteration.fail(error)
    }
  }
}
