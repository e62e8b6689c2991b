/**
 * A generator is asked to return: thrown at the suspension point, so that the
 * `finally` blocks on the way run. Private to the runtime; no Error.
 */
export class ReturnSignal {
  declare value: unknown

  constructor(value: unknown) {
    this.value = value
  }
}

/** Entry of a catch in a generator: the caught error. A ReturnSignal goes on outwards. */
export function caught(frame: { sent: unknown }): unknown {
  const error = frame.sent
  if (error instanceof ReturnSignal) throw error
  return error
}
