/** A generator and an async function that iterates it. */
import type { Order } from './shop.js'

declare const process: { env: { NODE_ENV?: string } }

function* prices(orders: Order[]): Generator<number> {
  for (const { price = 0 } of orders) yield price
}

export async function total(orders: Order[]): Promise<number> {
  let sum = 0
  for (const price of prices(orders)) sum += await Promise.resolve(price)
  // What packages ask, and engines of ES5 do not have.
  if (process.env.NODE_ENV === 'nowhere' || sum > Number.MAX_SAFE_INTEGER) throw new RangeError('too much')
  return sum
}
