// Generator methods of objects and classes, with computed and symbol names.
const name = 'computed'
const object = {
  *plain() {
    yield 'plain'
  },
  *[name]() {
    yield 'computed'
  },
  *[Symbol.iterator]() {
    yield* [1, 2]
  },
}
class Tree {
  constructor(
    public left: Tree | null,
    public value: number,
    public right: Tree | null,
  ) {}
  *[Symbol.iterator](): any {
    if (this.left) yield* this.left
    yield this.value
    if (this.right) yield* this.right
  }
  static *of(n: number) {
    for (let i = 0; i < n; i++) yield i
  }
}
export function main(log: (...values: unknown[]) => void) {
  log([...object.plain()], [...object.computed()], [...object])
  log([...new Tree(new Tree(null, 1, null), 2, new Tree(new Tree(null, 3, null), 4, null))])
  log([...Tree.of(3)])
}
