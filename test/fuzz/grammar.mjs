/**
 * The random programs as trees, and as a fast-check arbitrary.
 *
 * Law: every tree is a valid program. A node holds numbers, not names: the printer resolves `a[0]` against what is in
 * scope where the node stands, so that any part may be cut out while shrinking.
 *
 *   node: { k: kind, a: numbers, e: expressions, p: patterns, b: blocks }
 */
import fc from 'fast-check'

/** kind: [weight, numbers, expressions, patterns, blocks] */
const EXPRESSIONS = {
  literal: [14, 1, 0, 0, 0],
  name: [16, 1, 0, 0, 0],
  await: [16, 1, 1, 0, 0],
  yield: [14, 1, 1, 0, 0],
  yieldAll: [4, 2, 1, 0, 0],
  binary: [8, 1, 2, 0, 0],
  logical: [4, 1, 2, 0, 0],
  unary: [3, 1, 1, 0, 0],
  update: [3, 2, 1, 0, 0],
  conditional: [4, 0, 3, 0, 0],
  assign: [7, 2, 1, 0, 0],
  assignMember: [4, 2, 3, 0, 0],
  assignPattern: [4, 1, 1, 1, 0],
  template: [3, 1, 2, 0, 0],
  call: [7, 3, 2, 0, 0],
  construct: [2, 1, 2, 0, 0],
  method: [3, 2, 2, 0, 0],
  chain: [5, 2, 2, 0, 0],
  array: [4, 1, 3, 0, 0],
  object: [4, 2, 3, 0, 0],
  arrow: [3, 2, 1, 1, 1],
  nested: [3, 2, 1, 1, 1],
  class: [2, 3, 3, 1, 1],
  sequence: [2, 0, 2, 0, 0],
  meta: [2, 1, 1, 0, 0],
  test: [2, 1, 2, 0, 0],
}

const STATEMENTS = {
  log: [16, 0, 1, 0, 0],
  expression: [6, 0, 1, 0, 0],
  declare: [12, 2, 1, 0, 0],
  declarePattern: [7, 2, 1, 1, 0],
  if: [8, 1, 1, 0, 2],
  for: [6, 3, 2, 0, 1],
  forIn: [2, 1, 1, 0, 1],
  forOf: [6, 2, 1, 1, 1],
  forAwait: [6, 2, 1, 1, 1],
  while: [4, 1, 1, 0, 1],
  doWhile: [2, 1, 1, 0, 1],
  switch: [4, 2, 3, 0, 3],
  try: [10, 1, 0, 1, 3],
  throw: [3, 1, 1, 0, 0],
  return: [3, 1, 1, 0, 0],
  break: [5, 2, 0, 0, 0],
  continue: [4, 2, 0, 0, 0],
  block: [3, 1, 0, 0, 1],
  capture: [7, 1, 1, 0, 0],
  flush: [2, 0, 0, 0, 0],
  function: [3, 3, 1, 1, 1],
  drive: [3, 3, 2, 0, 0],
  deadZone: [2, 1, 1, 0, 0],
}

const PATTERNS = {
  bind: [10, 1, 0, 0, 0],
  member: [2, 2, 1, 0, 0],
  objectPattern: [4, 3, 3, 2, 0],
  arrayPattern: [4, 2, 2, 2, 0],
}

const FAMILIES = { e: wheel(EXPRESSIONS), s: wheel(STATEMENTS), p: wheel(PATTERNS) }
const LEAVES = { e: ['literal', 'name'], s: ['log', 'capture'], p: ['bind'] }

function wheel(table) {
  return { table, sum: Object.values(table).reduce((sum, row) => sum + row[0], 0) }
}

const literal = (n = 0) => ({ k: 'literal', a: [n], e: [], p: [], b: [] })

export class Programs extends fc.Arbitrary {
  /** @param configurations what to compile for: one of these belongs to each program */
  constructor(configurations) {
    super()
    this.configurations = configurations
  }

  generate(random) {
    const int = (most) => random.nextInt(0, most)
    // Programs get a budget of nodes, so that large and small ones come in turn.
    let budget = 12 + int(60)

    const node = (family, depth) => {
      budget--
      const { table, sum } = FAMILIES[family]
      let kind
      if (depth <= 0 || budget <= 0) kind = LEAVES[family][int(LEAVES[family].length - 1)]
      else {
        let at = int(sum - 1)
        for (kind in table) if ((at -= table[kind][0]) < 0) break
      }
      const [, numbers, expressions, patterns, blocks] = table[kind]
      return {
        k: kind,
        a: many(numbers, () => int(63)),
        e: many(expressions, () => node('e', depth - 1)),
        p: many(patterns, () => node('p', Math.min(depth - 1, 2))),
        b: many(blocks, () => block(depth - 1, 3)),
      }
    }
    const block = (depth, most) => many(budget <= 0 ? int(1) : int(most), () => node('s', depth))

    const functions = many(1 + int(3), () => ({
      k: 'top',
      a: many(4, () => int(63)),
      e: [node('e', 1)],
      p: many(int(2), () => node('p', 2)),
      b: [many(1 + int(5), () => node('s', 5))],
    }))
    const program = {
      configuration: this.configurations[int(this.configurations.length - 1)],
      strict: int(3) > 0,
      dead: int(15) === 0,
      drive: many(int(5), () => int(63)),
      functions,
    }
    return new fc.Value(program, undefined)
  }

  canShrinkWithoutContext() {
    return true
  }

  shrink(program) {
    return fc.stream(shrinkProgram(program)).map((each) => new fc.Value(each, undefined))
  }
}

function many(count, make) {
  const list = []
  for (let i = 0; i < count; i++) list.push(make())
  return list
}

function* shrinkProgram(program) {
  for (const functions of shrinkList(program.functions, shrinkNode, 1)) yield { ...program, functions }
  for (const drive of shrinkList(program.drive, shrinkNumber, 0)) yield { ...program, drive }
  if (program.dead) yield { ...program, dead: false }
  if (!program.strict) yield { ...program, strict: true }
  if (program.configuration !== 'promise.esnext') yield { ...program, configuration: 'promise.esnext' }
}

/** Drop halves, quarters, … single ones; then each item's own. */
function* shrinkList(list, shrinkItem, least) {
  for (let size = list.length >> 1 || 1; size >= 1; size >>= 1)
    for (let at = 0; at + size <= list.length; at += size)
      if (list.length - size >= least) yield [...list.slice(0, at), ...list.slice(at + size)]
  for (let at = 0; at < list.length; at++) for (const item of shrinkItem(list[at])) yield list.with(at, item)
}

function* shrinkStatements(list) {
  for (let size = list.length >> 1 || 1; size >= 1; size >>= 1)
    for (let at = 0; at + size <= list.length; at += size) yield [...list.slice(0, at), ...list.slice(at + size)]
  for (let at = 0; at < list.length; at++) {
    // The statement's own blocks in its place, or an expression of it.
    for (const block of list[at].b) if (block.length > 0) yield [...list.slice(0, at), ...block, ...list.slice(at + 1)]
    if (list[at].k !== 'log' && list[at].k !== 'expression')
      for (const part of list[at].e)
        if (part.k !== 'literal') yield list.with(at, { k: 'log', a: [], e: [part], p: [], b: [] })
    for (const item of shrinkNode(list[at])) yield list.with(at, item)
  }
}

function* shrinkNode(node) {
  if (node.k in EXPRESSIONS) {
    if (node.k !== 'literal') yield literal()
    for (const part of node.e) if (part.k !== 'literal') yield part
  }
  if (node.k in PATTERNS) {
    if (node.k !== 'bind') yield { k: 'bind', a: [0], e: [], p: [], b: [] }
    for (const part of node.p) yield part
  }
  for (let i = 0; i < node.b.length; i++)
    for (const block of shrinkStatements(node.b[i])) yield { ...node, b: node.b.with(i, block) }
  for (let i = 0; i < node.e.length; i++)
    for (const part of shrinkNode(node.e[i])) yield { ...node, e: node.e.with(i, part) }
  if (node.k === 'top') for (const p of shrinkList(node.p, shrinkNode, 0)) yield { ...node, p }
  else
    for (let i = 0; i < node.p.length; i++)
      for (const part of shrinkNode(node.p[i])) yield { ...node, p: node.p.with(i, part) }
  for (let i = 0; i < node.a.length; i++)
    for (const number of shrinkNumber(node.a[i])) yield { ...node, a: node.a.with(i, number) }
}

function* shrinkNumber(number) {
  if (number > 0) yield 0
  if (number > 1) yield number >> 1
  if (number > 2) yield number - 1
}
