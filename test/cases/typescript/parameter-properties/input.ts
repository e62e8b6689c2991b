// Parameter properties and async methods that use them.
class Account {
  constructor(
    private readonly name: string,
    protected balance = 0,
    public log: any[] = [],
  ) {}
  async add(n: number) {
    this.balance += await n
    this.log.push(this.name)
    return this.balance
  }
}
class Special extends Account {
  constructor(
    name: string,
    public rate: number,
  ) {
    super(name, 100)
  }
  override async add(n: number) {
    return (await super.add(n * this.rate)) + 1
  }
}
export async function main(log: (...values: unknown[]) => void) {
  const account = new Account('a')
  await account.add(5)
  log(await account.add(10), account.log, await new Special('s', 2).add(3))
}
