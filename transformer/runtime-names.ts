/** Every runtime name that emitted code may use. `runtime/frame.ts` exports the same; a test compares. */

import { promiseCombinators, type FunctionKind, type UnseenPromise } from './shapes.js'

/** The list itself. */
export const runtimeNames: readonly string[] = [
  ...sized('task'),
  ...sized('promise'),
  ...sized('generator'),
  ...sized('taskGenerator'),
  ...sized('promiseGenerator'),
  // calls that have their result at once; function objects
  ...['done', 'failed', 'resolved', 'rejected', 'asGenerator', 'asAsyncGenerator', 'asAsync', 'marked', 'begin'],
  // debug builds
  ...['located', 'locatedPromise'],
  // while a step runs
  ...[
    'delegate',
    'delegateAsync',
    'caught',
    'isCancel',
    'iterate',
    'iterateAsync',
    'iterateAwaiting',
    'keys',
    'disposables',
  ],
  ...['new', ...promiseCombinators].map(awaitedName),
  ...['rest', 'key', 'object', 'bind', 'call', 'tdz', 'TDZ', 'constant', 'target'],
  // what old engines lack
  ...['Promise', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'queueMicrotask'],
  ...['console', 'valueConsole', 'textConsole'],
  ...['CorePromise', 'Map', 'Set', 'Symbol', 'WeakMap', 'WeakSet'],
  ...['iteratorSymbol', 'asyncIteratorSymbol', 'disposeSymbol', 'asyncDisposeSymbol'],
  ...[
    'arrayFrom',
    'iterator',
    'iteratorMethod',
    'nameOf',
    'native',
    'superGet',
    'superSet',
    'template',
    'method',
    'methods',
  ],
  'field',
  ...['promiseStatic', 'lastly'],
]

function sized(name: string): string[] {
  return [name, `${name}8`, `${name}16`]
}

/** What stands for a promise that only its `await` sees: `awaitedPromise`, `awaitedAll`, … */
export function awaitedName(how: UnseenPromise<unknown>['how'] | (string & {})): string {
  return 'awaited' + (how === 'new' ? 'Promise' : how[0]!.toUpperCase() + how.slice(1))
}

/** The profile: an async call gives back our Task, by asyncio's rules, or a promise to the letter of ECMAScript. */
export type Semantics = 'task' | 'promise'

/** The driver a frame is started with: how many slots, which profile; in a debug build one that knows its promise. */
export function driverName(kind: FunctionKind, semantics: Semantics, slots: number, debug: boolean): string {
  if (debug && kind === 'async' && semantics === 'promise') return 'locatedPromise'
  const size = slots <= 4 ? '' : slots <= 8 ? '8' : '16'
  const family =
    kind === 'async'
      ? semantics
      : kind === 'generator'
        ? 'generator'
        : semantics === 'task'
          ? 'taskGenerator'
          : 'promiseGenerator'
  return family + size
}

/** Makes a function object what ECMAScript says it is; undefined where nobody would notice. */
export function markName(kind: FunctionKind, semantics: Semantics): string | undefined {
  if (kind === 'generator') return 'asGenerator'
  if (kind === 'async generator') return 'asAsyncGenerator'
  return semantics === 'promise' ? 'asAsync' : undefined
}

/** What a function that cannot suspend returns. */
export function settledNames(semantics: Semantics): { done: string; failed: string } {
  return semantics === 'task' ? { done: 'done', failed: 'failed' } : { done: 'resolved', failed: 'rejected' }
}

/** Free names that old engines lack; compiled code reaches them through the runtime. */
/** What `Promise` has without its combinators: where no more is asked for, no more comes along. */
export const corePromiseWords: ReadonlySet<string> = new Set(['resolve', 'reject', 'prototype'])

export const providedGlobals = [
  'Promise',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'queueMicrotask',
  'console',
  'Map',
  'Set',
  'Symbol',
  'WeakMap',
  'WeakSet',
] as const

/** `Symbol.iterator` and its like: a string key where there is no Symbol. */
export const providedSymbols: ReadonlyMap<string, string> = new Map([
  ['iterator', 'iteratorSymbol'],
  ['asyncIterator', 'asyncIteratorSymbol'],
  ['dispose', 'disposeSymbol'],
  ['asyncDispose', 'asyncDisposeSymbol'],
])

/** What Promise has learned since 2015. */
export const promiseWords: ReadonlySet<string> = new Set(['allSettled', 'any', 'withResolvers', 'try'])
