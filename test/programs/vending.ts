/** A state machine with async transitions: enums, namespaces, an abstract class, a switch that falls through. */
enum State {
  Idle,
  Selecting = 'sel',
  Paying = 'pay',
  Vending = 10,
  Broken,
}
const enum Coin {
  Nickel = 5,
  Dime = 10,
  Quarter = 25,
}
namespace Prices {
  export const table: Record<string, number> = { cola: 75, chips: 50, gum: 15 }
  export function of(item: string) {
    return table[item] ?? -1
  }
  export namespace Tax {
    export const rate = 0.1
  }
}
type Event = { type: 'select'; item: string } | { type: 'coin'; coin: Coin } | { type: 'cancel' } | { type: 'kick' }
function* coins(amount: number): Generator<Coin, number> {
  for (const c of [Coin.Quarter, Coin.Dime, Coin.Nickel])
    while (amount >= c) {
      amount -= c
      yield c
    }
  return amount
}
abstract class Machine<S, E extends { type: string }> {
  protected abstract state: S
  history: string[] = []
  abstract handle(e: E): Promise<S>
  async send(e: E): Promise<this> {
    const before = this.state
    try {
      this.state = await this.handle(e)
    } catch (err) {
      this.history.push(`error in ${e.type}: ${err}`)
    } finally {
      this.history.push(`${this.label(before)} --${e.type}--> ${this.label(this.state)}`)
    }
    return this
  }
  protected label(s: S): string {
    return String(s)
  }
}
class Vending extends Machine<State, Event> {
  protected state: State = State.Idle
  private item?: string
  private paid = 0
  private kicks = 0
  override label(s: State) {
    return typeof s === 'number' ? State[s]! : s.toUpperCase()
  }
  async handle(e: Event): Promise<State> {
    switch (this.state) {
      case State.Idle:
      case State.Selecting:
        if (e.type === 'select') {
          if (Prices.of(e.item) < 0) throw `no ${e.item}`
          this.item = e.item
          return State.Paying
        }
        if (e.type === 'kick') break
        return State.Selecting
      case State.Paying: {
        if (e.type === 'coin') {
          this.paid += e.coin
          await null
          const price = Prices.of(this.item!)
          if (this.paid < price) return State.Paying
          const it = coins(this.paid - price),
            change: number[] = []
          let r
          while (!(r = it.next()).done) {
            await null
            change.push(r.value)
          }
          console.log(`vend ${this.item} change ${change.join('+') || 'none'} rest ${r.value}`)
          this.paid = 0
          return State.Vending
        } else if (e.type === 'cancel') {
          console.log('refund', [...coins(this.paid)].join('+'))
          this.paid = 0
          return State.Idle
        }
      }
      // falls through
      case State.Vending:
        if (e.type !== 'kick') {
          await new Promise<void>((r) => setTimeout(r, 1))
          return State.Idle
        }
        break
      default:
        return State.Broken
    }
    return ++this.kicks >= 2 ? State.Broken : this.state
  }
}
async function main() {
  const m = new Vending()
  const script: Event[] = [
    { type: 'coin', coin: Coin.Dime },
    { type: 'select', item: 'pie' },
    { type: 'select', item: 'cola' },
    { type: 'coin', coin: 25 },
    { type: 'coin', coin: 25 },
    { type: 'coin', coin: 25 },
    { type: 'cancel' },
    { type: 'select', item: 'gum' },
    { type: 'coin', coin: Coin.Quarter },
    { type: 'coin', coin: 5 },
    { type: 'select', item: 'chips' },
    { type: 'coin', coin: 25 },
    { type: 'coin', coin: 10 },
    { type: 'cancel' },
    { type: 'kick' },
    { type: 'kick' },
    { type: 'cancel' },
  ]
  for (const e of script) await (await m.send(e)).send({ type: 'kick' } as Event).then((x) => x)
  const n = new Vending()
  for (const e of script) await n.send(e)
  console.log(m.history.join('\n'))
  console.log(n.history.join('\n'))
  console.log('states', State.Broken, State[10], State.Selecting, Prices.Tax.rate)
}
main()
