/**
 * For calls that print texts and nothing else, which the transformer sees: the engine's own console, or `print`.
 */
export type TextConsole = Record<string, (...texts: unknown[]) => void>

declare const print: ((text: string) => void) | undefined

// MuJS's has no `info`.
export let textConsole: TextConsole = /* @__PURE__ */ (() =>
  typeof console === 'object' && 'info' in console ? (console as unknown as TextConsole) : printing())()

function printing(): TextConsole {
  function log(...texts: unknown[]): void {
    if (typeof print === 'function') print(texts.join(' '))
  }
  return { log, info: log, warn: log, error: log, debug: log }
}

/** One that indents in groups is for texts, too. */
export function replaceTextConsole(by: TextConsole): void {
  textConsole = by
}
