import { hasWideSigns, paired } from './pairs.js'

/**
 * For calls that print texts and nothing else, which the transformer sees: the engine's own console, or `print`.
 */
export type TextConsole = Record<string, (...texts: unknown[]) => void>

declare const print: ((text: string) => void) | undefined

// MuJS's has no `info`.
export let textConsole: TextConsole = /* @__PURE__ */ (() =>
  typeof console !== 'object' || !('info' in console)
    ? printing()
    : hasWideSigns
      ? pairing()
      : (console as unknown as TextConsole))()

function printing(): TextConsole {
  function log(...texts: unknown[]): void {
    if (typeof print === 'function') print(paired(texts.join(' ')))
  }
  return { log, info: log, warn: log, error: log, debug: log }
}

function pairing(): TextConsole {
  const log = (...texts: unknown[]): void => console.log(paired(texts.join(' ')))
  const error = (...texts: unknown[]): void => console.error(paired(texts.join(' ')))
  return { log, info: log, debug: log, warn: error, error }
}

/** One that indents in groups is for texts, too. */
export function replaceTextConsole(by: TextConsole): void {
  textConsole = by
}
