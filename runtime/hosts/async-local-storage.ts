import { Future, listen, Reaction } from '../core/future.js'
import { Handle } from '../core/handle.js'
import { Task } from '../core/task.js'
import { hooks } from '../tasks/create-task.js'

/** As much of Node's AsyncLocalStorage as is needed here. */
export interface StorageClass {
  new (): Storage
  prototype: Storage
  snapshot(): <R>(action: () => R) => R
}

interface Storage {
  run(store: unknown, ...rest: never[]): unknown
  enterWith(store: unknown): void
  getStore(): unknown
}

/**
 * Has tasks see the stores of AsyncLocalStorage as native async functions do:
 * a step runs with those that were active at the await before it, a callback
 * with those that were active where it was handed over.
 *
 *   import { AsyncLocalStorage } from 'node:async_hooks'
 *   followAsyncLocalStorage(AsyncLocalStorage)
 *
 * As long as no storage was ever entered this costs nothing: only then the
 * hooks go in. Where no store is active, an await costs one look at each storage.
 */
export function followAsyncLocalStorage(storages: StorageClass): void {
  const methods = storages.prototype
  if ((methods as { _followed?: boolean })._followed) return
  const { run, enterWith } = methods
  const known: Storage[] = []

  function note(storage: Storage): void {
    if (known.indexOf(storage) >= 0) return
    known.push(storage)
    if (known.length === 1) hook(storages, known)
  }

  ;(methods as { _followed?: boolean })._followed = true
  methods.run = function () {
    note(this)
    // eslint-disable-next-line prefer-rest-params
    return run.apply(this, arguments as never)
  }
  methods.enterWith = function (store) {
    note(this)
    enterWith.call(this, store)
  }
}

interface Following {
  /** What its next run sees; null: no store. Undefined in handles that the runtime made for itself. */
  _snapshot?: (<R>(action: () => R) => R) | null
}

function hook(storages: StorageClass, known: Storage[]): void {
  const methods = Task.prototype
  const { wait } = methods
  const { then } = Future.prototype

  function note<F extends object>(entry: F & Following): F {
    entry._snapshot = active(known) ? storages.snapshot() : null
    return entry
  }

  methods.wait = function (this: Task & Following, value, at) {
    const suspended = wait.call(this, value, at)
    if (suspended) note(this)
    return suspended
  }
  // What starts or is called later sees what its creator saw.
  hooks.created = note
  Future.prototype.then = function (this: Future<unknown>, onValue: never, onError: never) {
    return note(then.call(this, onValue, onError))
  } as typeof then
  Future.prototype.addDoneCallback = function (callback) {
    note(listen(this, callback))
  }
  hooks.callback = (callback) => {
    if (!active(known)) return callback
    const snapshot = storages.snapshot()
    return ((...values: never[]) => snapshot(() => callback(...values))) as typeof callback
  }
  follow(methods, null)
  follow(Reaction.prototype, null)
  follow(Handle.prototype)

  function follow<F extends { _run(): void }>(methods: F & Following, unknown?: null): void {
    const { _run } = methods
    // Of what waits already.
    methods._snapshot = unknown
    methods._run = function (this: F & Following) {
      const snapshot = this._snapshot
      if (snapshot) snapshot(() => _run.call(this))
      else if (snapshot === null && active(known)) outside(() => _run.call(this))
      else _run.call(this)
    }
  }

  /** With no store active at all. */
  function outside(action: () => void): void {
    let all = action
    for (let i = 0; i < known.length; i++) {
      const inner = all
      const storage = known[i]
      if (storage.getStore() !== void 0) all = () => void storage.run(void 0, inner as never)
    }
    all()
  }
}

function active(known: Storage[]): boolean {
  for (let i = 0; i < known.length; i++) if (known[i].getStore() !== void 0) return true
  return false
}
