import { deliveries, type Order } from './shop.js'

async function total(orders: Order[]): Promise<number> {
  let sum = 0
  for await (const { price, count = 1 } of deliveries(orders)) sum += price * count
  return sum
}

async function main(): Promise<void> {
  const orders: Order[] = [{ price: 3 }, { price: 5, count: 4 }]
  console.log('total', await total(orders))
  try {
    await total([{ price: -1 }])
  } catch (error) {
    console.log('refused', (error as Error).message)
  }
}

main().then(() => console.log('done'))
