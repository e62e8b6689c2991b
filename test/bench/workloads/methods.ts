/** Async methods with `this`, arguments by destructuring, defaults, and private fields. */
export async function run(n: number): Promise<number> {
  const account = new Account()
  let sum = 0
  for (let i = 0; i < n; i++) {
    await account.deposit({ amount: i % 10 })
    sum += await account.balance()
  }
  return sum
}

class Account {
  private total = 0

  async deposit({ amount, fee = 1 }: { amount: number; fee?: number }): Promise<void> {
    const net = await this.net(amount, fee)
    this.total += net
  }

  async balance(): Promise<number> {
    const { total } = this
    return (await total) % 1000
  }

  private async net(amount: number, fee: number): Promise<number> {
    return amount - (await fee)
  }
}
