// A field that is only named is there, and undefined.
export async function main(log: (...values: unknown[]) => void) {
  const key = 'computed'
  class Node {
    static made
    next;
    value: number;
    [key];
    declare ghost: string
    #hidden
    constructor(value: number) {
      log(Object.keys(this).join(), 'next' in this, 'ghost' in this, this.#hidden)
      this.value = value
    }
    async grow() {
      this.next = new Node((await this.value) + 1)
      return this
    }
  }
  class Base {
    constructor() {
      this.start()
    }
    start() {}
  }
  class Derived extends Base {
    state
    start() {
      this.state = 'started'
    }
  }
  const node = await new Node(1).grow()
  log(Object.keys(node).join(), node.next.value, JSON.stringify(node), 'made' in Node)
  log(new Derived().state)
  log(Object.keys(new (class { a; b = 1; c })()).join())
}
