import { asyncDisposeSymbol, asyncIteratorSymbol, disposeSymbol, iteratorSymbol, tagSymbol } from './symbols.js'

/**
 * Stands in for `Symbol`: each call gives another string. Good for keys and
 * marks; `typeof` tells, and so does an enumeration of the keys.
 */
export function ownSymbol(): SymbolConstructor {
  let count = 0
  const OwnSymbol = function (description?: unknown) {
    return '@@' + (description === void 0 ? '' : String(description)) + ':' + ++count
  } as unknown as Record<string, unknown>
  OwnSymbol['for'] = (key: unknown) => '@@for:' + String(key)
  OwnSymbol.keyFor = (symbol: string) => (symbol.slice(0, 6) === '@@for:' ? symbol.slice(6) : void 0)
  OwnSymbol.iterator = iteratorSymbol
  OwnSymbol.asyncIterator = asyncIteratorSymbol
  OwnSymbol.dispose = disposeSymbol
  OwnSymbol.asyncDispose = asyncDisposeSymbol
  OwnSymbol.toStringTag = tagSymbol
  OwnSymbol.hasInstance = '@@hasInstance'
  OwnSymbol.toPrimitive = '@@toPrimitive'
  return OwnSymbol as unknown as SymbolConstructor
}
