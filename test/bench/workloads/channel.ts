/** Producer and consumer over a channel of size 16 written with promises. */
export async function run(n: number): Promise<number> {
  const channel = new Channel(16)
  const producer = produce(channel, n)
  let sum = 0
  for (let i = 0; i < n; i++) sum += await channel.take()
  await producer
  return sum
}

async function produce(channel: Channel, n: number): Promise<void> {
  for (let i = 0; i < n; i++) await channel.put(i)
}

class Channel {
  private items: number[] = []
  private takers: (() => void)[] = []
  private putters: (() => void)[] = []
  private size: number

  constructor(size: number) {
    this.size = size
  }

  async put(item: number): Promise<void> {
    while (this.items.length >= this.size) await new Promise<void>((resolve) => this.putters.push(resolve))
    this.items.push(item)
    this.takers.shift()?.()
  }

  async take(): Promise<number> {
    while (this.items.length === 0) await new Promise<void>((resolve) => this.takers.push(resolve))
    const item = this.items.shift()!
    this.putters.shift()?.()
    return item
  }
}
