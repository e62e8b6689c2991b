import { it } from 'vitest'
import { virtual, type Stage } from '../../support/virtual.js'

/** One behaviour of asyncio's own tests, under its id (L: loop, F: futures, T: tasks, C: cancel, …). */
export function behaviour(id: string, text: string, body: (stage: Stage) => unknown): void {
  it(`${id} ${text}`, virtual(body))
}

/** What an await of it throws. */
export function errorOf(work: PromiseLike<unknown>): PromiseLike<Error> {
  return work.then(
    () => {
      throw new Error('It did not fail.')
    },
    (error: Error) => error,
  )
}
