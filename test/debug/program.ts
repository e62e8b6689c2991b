import { sleep } from 'globeflower'

async function half(n: number) {
  await sleep(1)
  if (n < 0) throw new RangeError(`no half of ${n}`)
  return n / 2
}

async function total(numbers: number[]) {
  let sum = 0
  for (const number of numbers) {
    const twice = number * 2
    sum += await half(twice)
    sum += 100
  }
  return sum
}

class Account {
  balance = 10

  async withdraw(amount: number) {
    const before = this.balance
    await null
    const ready = await 'at once'
    this.balance = before - amount
    return [this.balance, ready].length && this.balance
  }
}

async function main() {
  const account = new Account()
  const rest = await account.withdraw(3)
  const sum = await total([1, 2])
  try {
    await total([-1])
  } catch (error) {
    console.log((error as Error).stack)
  }
  console.log(sum + rest)
}

main()
