/** What each bundler makes one ES5 file of: types, every kind of suspension, packages in both module formats. */
import inherits from 'inherits'
import { createNanoEvents } from 'nanoevents'
import pLimit from 'p-limit'
import { deliveries, type Order } from './shop'
import { total } from './total.js'

interface Events {
  sold: (name: string) => void
}

const events = createNanoEvents<Events>()
const sold: string[] = []
events.on('sold', (name) => sold.push(name))

function Animal(this: { name: string }, name: string) {
  this.name = name
}
Animal.prototype.speak = function (this: { name: string }) {
  return `${this.name} speaks`
}
function Dog(this: { name: string }, name: string) {
  Animal.call(this, name)
}
inherits(Dog, Animal)

class Shop {
  #open = 0
  constructor(private readonly orders: Order[]) {}

  async sell(): Promise<string> {
    this.#open++
    try {
      const names: string[] = []
      for await (const { name, ...rest } of deliveries(this.orders)) {
        events.emit('sold', name)
        names.push(`${name}:${rest.price ?? 0}`)
      }
      return names.join()
    } finally {
      this.#open--
    }
  }

  get open(): number {
    return this.#open
  }
}

async function main(): Promise<void> {
  const orders: Order[] = [{ name: 'tea', price: 3 }, { name: 'gift' }, { name: 'pie', price: 4 }]
  const shop = new Shop(orders)
  const limit = pLimit(1)
  const results = await Promise.all([limit(() => shop.sell()), limit(async () => total(orders))])
  console.log('sold', results[0])
  console.log('total', results[1], 'open', shop.open, 'events', sold.length)
  console.log(new (Dog as unknown as new (name: string) => { speak(): string })('rex').speak())
  const { late } = await import('./late')
  console.log(await late('done'))
}

main().catch((error: Error) => console.log('failed', error.message))
