import type { Host } from './host.js'
import { nativePromise, nativeThen } from './native.js'

/**
 * An engine without an event loop: MuJS, Duktape, Rhino, QuickJS, d8.
 *
 * Where it has no promise jobs either, nothing calls us: the program's last
 * statement is `drain()`, which runs until nothing is left, and sleeps in it.
 */
export interface BareHost extends Host {
  /** Errors that nobody looked at, for `drain` to throw the first. */
  errors: unknown[]
  print: (text: string) => void
}

declare const print: ((text: string) => void) | undefined
declare const console: { log(text: string): void } | undefined

export function bareHost(): BareHost {
  const settled = nativePromise && nativePromise.resolve()

  function soon(turn: () => void): void {
    if (settled) nativeThen!.call(settled, turn, turn)
  }

  const host: BareHost = {
    now: () => new Date().getTime(),
    soon,
    hop: soon,
    alarm(turn, delay) {
      const when = host.now() + delay
      // Between two looks at the clock the engine's own jobs get their turn.
      function look(): void {
        if (host.now() < when) soon(look)
        else turn()
      }
      soon(look)
    },
    quiet() {},
    report(error) {
      host.errors.push(error)
    },
    wait: settled
      ? null
      : (delay) => {
          const when = host.now() + delay
          while (host.now() < when);
        },
    errors: [],
    print(text) {
      if (typeof print === 'function') print(text)
      else if (typeof console === 'object') console.log(text)
    },
  }
  return host
}
