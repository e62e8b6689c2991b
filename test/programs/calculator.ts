/** Arithmetic: a generator as tokenizer, a precedence parser, an async evaluator, errors told apart by class. */
type Token = { kind: 'num' | 'op' | 'id' | 'end'; text: string; pos: number }
class SyntaxFault extends Error {
  constructor(
    message: string,
    public readonly pos: number,
  ) {
    super(`${message} at ${pos}`)
    this.name = 'SyntaxFault'
  }
}
function* tokenize(src: string): Generator<Token, void, undefined> {
  let i = 0
  const isDigit = (c: string) => c >= '0' && c <= '9'
  const isAlpha = (c: string) => (c >= 'a' && c <= 'z') || c === '_'
  scan: while (i < src.length) {
    const c = src.charAt(i)
    switch (true) {
      case c === ' ':
        i++
        continue scan
      case isDigit(c): {
        const start = i
        while (i < src.length && (isDigit(src.charAt(i)) || src.charAt(i) === '.')) i++
        yield { kind: 'num', text: src.slice(start, i), pos: start }
        break
      }
      case isAlpha(c): {
        const start = i
        do i++
        while (i < src.length && isAlpha(src.charAt(i)))
        yield { kind: 'id', text: src.slice(start, i), pos: start }
        break
      }
      case '+-*/^(),='.indexOf(c) >= 0:
        yield { kind: 'op', text: c, pos: i++ }
        break
      default:
        throw new SyntaxFault(`unexpected '${c}'`, i)
    }
  }
  yield { kind: 'end', text: '', pos: i }
}
type Node =
  | { type: 'num'; value: number }
  | { type: 'var'; name: string }
  | { type: 'bin'; op: string; left: Node; right: Node }
  | { type: 'neg'; arg: Node }
  | { type: 'call'; name: string; args: Node[] }
  | { type: 'let'; name: string; value: Node }
class Parser {
  private tokens: Generator<Token, void, undefined>
  private cur!: Token
  constructor(src: string) {
    this.tokens = tokenize(src)
    this.advance()
  }
  private advance(): Token {
    const old = this.cur
    const { value, done } = this.tokens.next()
    if (!done) this.cur = value as Token
    return old
  }
  private accept(text: string): boolean {
    return this.cur.kind === 'op' && this.cur.text === text ? (this.advance(), true) : false
  }
  private expect(text: string) {
    if (!this.accept(text))
      throw new SyntaxFault(`expected '${text}' but got '${this.cur.text || 'end'}'`, this.cur.pos)
  }
  parse(): Node {
    const n = this.expr(0)
    if (n.type === 'var' && this.accept('=')) return { type: 'let', name: n.name, value: this.parse() }
    if (this.cur.kind !== 'end') throw new SyntaxFault('trailing input', this.cur.pos)
    return n
  }
  static readonly prec: Record<string, [number, 'l' | 'r']> = {
    '+': [1, 'l'],
    '-': [1, 'l'],
    '*': [2, 'l'],
    '/': [2, 'l'],
    '^': [4, 'r'],
  }
  private expr(min: number): Node {
    let left = this.unary()
    for (;;) {
      const entry = this.cur.kind === 'op' ? Parser.prec[this.cur.text] : undefined
      if (!entry || entry[0] < min) return left
      const [p, assoc] = entry
      const { text: op } = this.advance()
      left = { type: 'bin', op, left, right: this.expr(assoc === 'l' ? p + 1 : p) }
    }
  }
  private unary(): Node {
    return this.accept('-') ? { type: 'neg', arg: this.expr(3) } : this.primary()
  }
  private primary(): Node {
    const t = this.cur
    if (t.kind === 'num') {
      this.advance()
      return { type: 'num', value: parseFloat(t.text) }
    }
    if (t.kind === 'id') {
      this.advance()
      if (!this.accept('(')) return { type: 'var', name: t.text }
      const args: Node[] = []
      if (!this.accept(')')) {
        do args.push(this.expr(0))
        while (this.accept(','))
        this.expect(')')
      }
      return { type: 'call', name: t.text, args }
    }
    if (this.accept('(')) {
      const n = this.expr(0)
      this.expect(')')
      return n
    }
    throw new SyntaxFault(`unexpected '${t.text || 'end'}'`, t.pos)
  }
}
const print = (n: Node): string => {
  switch (n.type) {
    case 'num':
      return String(n.value)
    case 'var':
      return n.name
    case 'neg':
      return `(- ${print(n.arg)})`
    case 'bin':
      return `(${n.op} ${print(n.left)} ${print(n.right)})`
    case 'call':
      return `${n.name}(${n.args.map(print).join(', ')})`
    case 'let':
      return `${n.name} := ${print(n.value)}`
  }
}
function* walk(n: Node, depth = 0): Generator<[number, string]> {
  yield [depth, n.type]
  switch (n.type) {
    case 'neg':
      yield* walk(n.arg, depth + 1)
      break
    case 'bin':
      yield* walk(n.left, depth + 1)
      yield* walk(n.right, depth + 1)
      break
    case 'call':
      for (const a of n.args) yield* walk(a, depth + 1)
      break
    case 'let':
      yield* walk(n.value, depth + 1)
  }
}
const env: Record<string, number> = { pi: 3, e: 2 }
const fns: Record<string, (...a: number[]) => number | Promise<number>> = {
  max: (...a) => Math.max(...a),
  later: async (a = 1) => {
    await null
    return a * 100
  },
  sum: async (...a) => {
    let s = 0
    for (const x of a) s += await x
    return s
  },
}
async function evaluate(n: Node): Promise<number> {
  switch (n.type) {
    case 'num':
      return n.value
    case 'var':
      if (!(n.name in env)) throw new ReferenceError(`unknown ${n.name}`)
      return env[n.name]!
    case 'neg':
      return -(await evaluate(n.arg))
    case 'let':
      return (env[n.name] = await evaluate(n.value))
    case 'call': {
      const f = fns[n.name]
      if (!f) throw new TypeError(`no function ${n.name}`)
      const args: number[] = []
      for (const a of n.args) args.push(await evaluate(a))
      return f(...args)
    }
    case 'bin': {
      const l = await evaluate(n.left),
        r = await evaluate(n.right)
      switch (n.op) {
        case '+':
          return l + r
        case '-':
          return l - r
        case '*':
          return l * r
        case '/':
          if (r === 0) throw new Error('division by zero')
          return l / r
        case '^':
          return Math.pow(l, r)
      }
      throw new Error('bad op')
    }
  }
}
async function main(): Promise<void> {
  for (const src of [
    '1 + 2 * 3',
    '(1 + 2) * 3',
    '2 ^ 3 ^ 2',
    '-2 ^ 2',
    'x = 4 * later(2)',
    'x / 8 - 1',
    'max(1, 2 + 5, x - 799)',
    'sum()',
    'sum(1, later(), max(2, 3))',
    '1 +',
    '2 $ 3',
    'foo(1)',
    '(1',
    '1 / 0',
    'y',
    '1 2',
    'a = b = 3',
    'a = 5',
  ]) {
    try {
      const ast = new Parser(src).parse()
      const shape = [...walk(ast)].map(([d, t]) => d + t).join(' ')
      console.log(`${src}  =>  ${print(ast)} [${shape}] = ${await evaluate(ast)}`)
    } catch (e) {
      const kind =
        e instanceof SyntaxFault
          ? `syntax@${e.pos}`
          : e instanceof ReferenceError
            ? 'ref'
            : e instanceof TypeError
              ? 'type'
              : 'other'
      console.log(`${src}  !!  ${kind} ${(e as Error).name}: ${(e as Error).message}`)
    }
  }
}
main()
