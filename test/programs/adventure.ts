/** Text adventure: commands that are plain or async, a script of input from a generator that is closed early. */
type Dir = 'north' | 'south' | 'east' | 'west'
interface Room {
  name: string
  exits: Partial<Record<Dir, string>>
  items: string[]
  locked?: string
}
const world: Record<string, Room> = {
  hall: { name: 'Great Hall', exits: { north: 'library', east: 'kitchen' }, items: ['lamp'] },
  library: { name: 'Library', exits: { south: 'hall', west: 'vault' }, items: ['book', 'key'] },
  kitchen: { name: 'Kitchen', exits: { west: 'hall' }, items: [] },
  vault: { name: 'Vault', exits: { east: 'library' }, items: ['gold'], locked: 'key' },
}
const opposite: { [D in Dir]: Dir } = { north: 'south', south: 'north', east: 'west', west: 'east' }
function* input(): Generator<string, void, string | undefined> {
  const replies: (string | undefined)[] = []
  for (const line of [
    'look',
    'take sword',
    'take lamp',
    'go north',
    'go west',
    'take key',
    'go west',
    'unlock west',
    'go west',
    'take gold',
    'dance',
    'inventory',
    'drop lamp',
    'look',
    'back',
    'quit',
    'look',
  ])
    replies.push(yield line)
  console.log(`unused: ${replies.length}`)
}
class Game {
  here = 'hall'
  bag: string[] = []
  turns = 0
  trail: Dir[] = []
  private commands: { [verb: string]: (this: Game, arg?: string) => string | Promise<string> } = {
    look() {
      const { name, exits, items } = this.room
      const ways: string[] = []
      for (const d in exits) ways.push(d)
      return `${name}. Exits: ${ways.sort().join(', ')}.${items.length ? ` You see ${items.join(' and ')}.` : ''}`
    },
    async go(dir) {
      const to = this.room.exits[dir as Dir]
      if (!to) return `You cannot go ${dir}.`
      const { locked } = world[to]!
      if (locked) return `The way ${dir} is locked (${locked}).`
      await this.walk()
      this.here = to
      this.trail.push(dir as Dir)
      return this.commands.look!.call(this)
    },
    back() {
      const d = this.trail.pop()
      return d ? this.commands.go!.call(this, opposite[d]) : 'No way back.'
    },
    take(item) {
      const i = this.room.items.indexOf(item!)
      if (i < 0) return `There is no ${item}.`
      this.bag.push(...this.room.items.splice(i, 1))
      return `Taken: ${item}.`
    },
    drop: function (item = '') {
      if (this.bag.indexOf(item) < 0) return 'You do not have it.'
      this.bag = this.bag.filter((x) => x !== item)
      this.room.items.push(item)
      return `Dropped: ${item}.`
    },
    inventory: async function () {
      await null
      return `You carry ${this.bag.join(', ') || 'nothing'}.`
    },
    unlock: async function (dir) {
      const to = this.room.exits[dir as Dir]
      const room = to && world[to]
      if (!room || !room.locked) return 'Nothing to unlock.'
      if (this.bag.indexOf(room.locked) < 0) return 'No key.'
      delete room.locked
      await this.walk()
      return 'Click.'
    },
    quit() {
      throw new Quit(this.turns)
    },
  }
  get room(): Room {
    return world[this.here]!
  }
  private walk(): Promise<void> {
    return new Promise((r) => setTimeout(r, 1))
  }
  async play(lines: Generator<string, void, string | undefined>): Promise<number> {
    let reply: string | undefined
    try {
      for (let { value, done } = lines.next(); !done; { value, done } = lines.next(reply)) {
        this.turns++
        const [verb = '', ...args] = (value as string).split(' ')
        const command = this.commands[verb]
        reply = command ? await command.apply(this, args as [string]) : `I do not know how to ${verb}.`
        console.log(`> ${value}\n${reply}`)
      }
    } catch (e) {
      if (!(e instanceof Quit)) throw e
      lines.return()
      console.log(`Goodbye after ${e.turns} turns.`)
    }
    return this.bag.length
  }
}
class Quit {
  constructor(readonly turns: number) {}
}
new Game().play(input()).then((score) => console.log('score', score))
