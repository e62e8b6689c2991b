/** A producer, two consumers and a bounded queue between them, made of futures. */
import { createTask, Future, gather, sleep } from 'globeflower'

class Queue<T> {
  private items: T[] = []
  private takers: Future<void>[] = []
  private givers: Future<void>[] = []

  constructor(private readonly size: number) {}

  async put(item: T): Promise<void> {
    while (this.items.length >= this.size) {
      const room = new Future<void>()
      this.givers.push(room)
      console.log('  queue is full')
      await room
    }
    this.items.push(item)
    this.takers.shift()?.setResult(undefined)
  }

  async get(): Promise<T> {
    while (this.items.length === 0) {
      const news = new Future<void>()
      this.takers.push(news)
      await news
    }
    const item = this.items.shift()!
    this.givers.shift()?.setResult(undefined)
    return item
  }
}

async function produce(queue: Queue<number | null>): Promise<number> {
  let made = 0
  for (let n = 1; n <= 8; n++) {
    await sleep(n % 4 === 0 ? 60 : 1)
    console.log(`made ${n}`)
    await queue.put(n)
    made++
  }
  await queue.put(null)
  await queue.put(null)
  return made
}

async function consume(name: string, queue: Queue<number | null>): Promise<number> {
  let sum = 0
  for (let item = await queue.get(); item !== null; item = await queue.get()) {
    await sleep(20)
    sum += item
  }
  console.log(`${name} is done`)
  return sum
}

async function main(): Promise<void> {
  const queue = new Queue<number | null>(2)
  const consumers = ['first', 'second'].map((name) => createTask(() => consume(name, queue)))
  const made = await produce(queue)
  const [first, second] = await gather(consumers)
  console.log(`${made} made, ${first! + second!} in all`)
}

main()
