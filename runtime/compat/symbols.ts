/**
 * Keys of the iteration and disposal protocols: the engine's symbols, or string
 * keys where it has none.
 */
export type Key = string

const has = typeof Symbol === 'function'

export const iteratorSymbol = ((has && Symbol.iterator) || '@@iterator') as Key
export const asyncIteratorSymbol = ((has && Symbol.asyncIterator) || '@@asyncIterator') as Key
export const disposeSymbol = ((has && Symbol.dispose) || '@@dispose') as Key
export const asyncDisposeSymbol = ((has && Symbol.asyncDispose) || '@@asyncDispose') as Key
export const tagSymbol = ((has && Symbol.toStringTag) || '@@toStringTag') as Key
export const speciesSymbol = ((has && Symbol.species) || '@@species') as Key
