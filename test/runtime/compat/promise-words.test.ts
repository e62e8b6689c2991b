/** Methods that Promise has got since ES2015, on our own. */
import { describe, expect, it } from 'vitest'
import { lastly, promiseStatic } from '../../../runtime/compat/promise-words.js'

describe('what Promise has learned since 2015', () => {
  it('is there for the promises of the engine, its own or ours', async () => {
    const settled = await promiseStatic('allSettled')([1, Promise.reject(new Error('two'))])
    expect(settled).toMatchObject([{ value: 1 }, { reason: { message: 'two' } }])
    const made = promiseStatic('withResolvers')() as { promise: Promise<number>; resolve(value: number): void }
    made.resolve(1)
    expect(made.promise).toBeInstanceOf(Promise)
    expect(await made.promise).toBe(1)
    expect(await promiseStatic('try')((a: number) => a + 1, 1)).toBe(2)
    await expect(
      promiseStatic('try')(() => {
        throw new Error('thrown')
      }),
    ).rejects.toThrow('thrown')
  })

  it('finally of a promise that has none', async () => {
    const old = (promise: Promise<unknown>) => Object.assign(promise, { finally: undefined }) as never
    const log: unknown[] = []
    expect(await lastly(old(Promise.resolve(1)), () => log.push('after'))).toBe(1)
    await expect(lastly(old(Promise.reject(new Error('no'))), () => log.push('after'))).rejects.toThrow('no')
    await expect(lastly(old(Promise.resolve(1)), () => Promise.reject(new Error('action')))).rejects.toThrow('action')
    expect(await lastly(old(Promise.resolve(2)))).toBe(2)
    expect(log).toEqual(['after', 'after'])
  })

  it('finally of anything else is its own', () => {
    expect(lastly({ finally: (value: unknown) => value } as never, 3)).toBe(3)
    expect(() => lastly({} as never)).toThrow(TypeError)
  })
})
