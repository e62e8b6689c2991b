/** A generator and an async function that iterates it. */
import type { Order } from './shop.js'

function* prices(orders: Order[]): Generator<number> {
  for (const { price = 0 } of orders) yield price
}

export async function total(orders: Order[]): Promise<number> {
  let sum = 0
  for (const price of prices(orders)) sum += await Promise.resolve(price)
  return sum
}
