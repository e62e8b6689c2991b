/**
 * Trees to JavaScript. Names are resolved here: a number picks one of the variables, targets or functions that can be
 * used where the node stands. What makes no sense there (an `await` in a plain function, a `break` outside of a loop)
 * is printed as the nearest thing that does.
 *
 * Programs end by construction: a function calls only those after it, and loops burn fuel.
 */

const LITERALS = ['0', '1', '2', "'s'", 'undefined', 'null', 'true', 'false', '3', "''", '-1', 'NaN']
const BINARY = ['+', '-', '*', '<', '===', '!=', '>=', '|', '%', '==']
const LOGICAL = ['&&', '||', '??']
const UNARY = ['!', '- ', 'typeof ', 'void ', '+ ', '~']
const ASSIGN = ['=', '=', '+=', '-=', '??=', '||=', '&&=', '*=']
const LETS = ['a', 'b', 'c', 'd', 'e', 'g']
const VARS = ['x', 'y']
const KINDS = ['async', 'generator', 'async generator', 'plain']

export const isAsync = (kind) => kind.startsWith('async')
export const isGenerator = (kind) => kind.endsWith('generator')
/** What kind of function the program's entry is. */
export const kindOf = (top) => KINDS[top.a[0] % 4]

/** @returns a script that leaves the entry in `main`; everything else it needs is in the globals of stage.mjs. */
export function print({ functions, strict, dead, configuration }) {
  const tops = functions.map((top, i) => ({ name: `f${i}`, kind: kindOf(top), style: top.a[1] % 5 }))
  const printer = new Printer(tops, configuration.endsWith('es5'), dead)
  const text = functions.map((top, i) => printer.top(top, i)).join('\n')
  return `${strict || printer.old ? "'use strict'\n" : ''}${text}\nvar main = ${printer.callee(0)}\n`
}

class Printer {
  /**
   * @param old leave out what TypeScript's ES5 output cannot show, with or without suspensions
   * @param dead let variables be read in their dead zones
   */
  constructor(tops, old, dead) {
    this.tops = tops
    this.old = old
    this.dead = dead && !old
    this.count = 0
  }

  callee(i) {
    const { name, style } = this.tops[i]
    return style === 2 ? `${name}.m` : style === 3 ? `new ${name}().m` : style === 4 ? `${name}.m` : name
  }

  top(node, i) {
    const { name, kind, style } = this.tops[i]
    const context = { ...ROOT, tops: i + 1, kind, isArrow: false }
    const [params, inside] = this.params(node, context)
    const body = this.body(node.b[0], inside)
    const head = `${isAsync(kind) ? 'async ' : ''}`
    const star = isGenerator(kind) ? '*' : ''
    if (style === 1 && star === '')
      return `const ${name} = ${head}(${params}) => ${this.body(node.b[0], { ...inside, isArrow: true })}`
    if (style === 2) return `const ${name} = { ${head}${star}m(${params}) ${body} }`
    if (style === 3) return `class ${name} { ${head}${star}m(${params}) ${body} }`
    if (style === 4)
      return `class ${name} { static ${head}${star}#p(${params}) ${body}\n static get m() { return (...args) => ${name}.#p(...args) } }`
    return `${head}function${star} ${name}(${params}) ${body}`
  }

  /** Parameters: patterns and a default for the last. Nothing can suspend in them. */
  params(node, context) {
    const names = new Set()
    const inside = {
      ...context,
      scope: [...context.scope],
      declared: names,
      block: new Map(),
      suspends: false,
      targets: [],
      defaults: true,
    }
    const list = node.p.map((pattern, i) => {
      const text = this.pattern(pattern, inside, 'let')
      const isLast = i === node.p.length - 1
      if (!/^[[{]/.test(text)) {
        if (!isLast) return text
        const scope = this.dead ? inside.scope : inside.scope.filter((each) => each.name !== text)
        return `${text} = ${this.expression(node.e[0], { ...inside, scope })}`
      }
      return `${text} = ${pattern.k === 'arrayPattern' ? '[1, 2]' : 'H.object()'}`
    })
    return [list.join(', '), { ...inside, suspends: true, defaults: false, targets: [] }]
  }

  /** A function's body shares its names with the parameters. */
  body(statements, context) {
    const inside = { ...context, targets: [], block: new Map() }
    return `{ ${this.list(statements, inside)} }`
  }

  list(statements, context) {
    return statements.map((each) => this.statement(each, context)).join('\n')
  }

  /** As a statement it starts with a semicolon: TypeScript takes `(a)` and a `{` below it for an arrow function. */
  block(statements, context) {
    return `{ ${this.list(statements, this.child(context))} }`
  }

  child(context) {
    return { ...context, scope: [...context.scope], declared: new Set(), block: new Map(), outer: context }
  }

  /** Declare a let or const; undefined if the block has no free name left. */
  declare(n, context, constant = false) {
    for (let i = 0; i < LETS.length; i++) {
      const name = LETS[(n + i) % LETS.length]
      // A name that this block has read from further out would be in its dead zone there: now and then only.
      if (context.declared.has(name) || (context.block.has(name) && !(this.dead && n % 4 === 3))) continue
      context.declared.add(name)
      context.scope = context.scope.filter((each) => each.name !== name)
      context.scope.push({ name, constant })
      return name
    }
    return undefined
  }

  /** A variable in scope, or undefined. */
  name(n, context, forWrite = false) {
    const choice =
      forWrite && (this.old || n % 11 !== 10) ? context.scope.filter((each) => !each.constant) : context.scope
    if (choice.length === 0) return undefined
    const { name } = choice[n % choice.length]
    for (let at = context; at; at = at.outer) at.block?.set(name, true)
    return name
  }

  // Statements

  statement(node, context) {
    return this[`s_${node.k}`](node, context)
  }

  s_log({ e }, context) {
    return `L(${++this.count}, ${this.expression(e[0], context)})`
  }

  s_expression({ e }, context) {
    return `;(${this.expression(e[0], context)})`
  }

  s_declare({ a, e }, context) {
    const value = this.expression(e[0], context)
    if (a[1] % 4 === 0) return `var ${this.hoisted(a[0], context)} = ${value}`
    const constant = a[1] % 4 === 1
    const name = this.declare(a[0], context, constant)
    if (name === undefined) return `L(${++this.count}, ${value})`
    return a[1] % 16 === 2 ? `let ${name}` : `${constant ? 'const' : 'let'} ${name} = ${value}`
  }

  hoisted(n, context) {
    const name = VARS[n % 2]
    if (!context.scope.some((each) => each.name === name)) context.scope.push({ name })
    return name
  }

  s_declarePattern({ a, e, p }, context) {
    const value = this.source(p[0], e[0], a[1], context)
    const constant = a[0] % 3 === 1
    const text = this.pattern(p[0], context, constant ? 'const' : 'let')
    return `${constant ? 'const' : 'let'} ${text} = ${value}`
  }

  s_if({ a, e, b }, context) {
    const test = this.expression(e[0], context)
    const then = this.block(b[0], context)
    return `if (${test}) ${then}${a[0] % 2 && b[1].length > 0 ? ` else ${this.block(b[1], context)}` : ''}`
  }

  /** The body of a loop, with its label if someone leaps to it. */
  loop(context, make) {
    const target = { label: `l${++this.count}`, used: false, isLoop: true }
    const text = make({ ...this.child(context), targets: [...context.targets, target] })
    return target.used ? `${target.label}: ${text}` : text
  }

  s_for({ a, e, b }, context) {
    return this.loop(context, (inside) => {
      const name = this.declare(a[0], inside)
      const limit = 1 + (a[1] % 3)
      // TypeScript's ES5 loops count too late where a closure stands in the head.
      const test = a[2] % 4 === 0 && !this.old ? ` && (${this.expression(e[0], inside)}, true)` : ''
      const update = a[2] % 4 === 1 && !this.old ? `${name}++, ${this.expression(e[1], inside)}` : `${name}++`
      const kept = a[2] % 4 === 2 && !this.old ? `w${++this.count}` : undefined
      const closure = kept ? `, ${kept} = () => L(${++this.count}, ${name}${a[2] % 8 === 2 ? '' : '++'})` : ''
      const body = this.block(b[0], inside)
      return `for (let ${name} = 0${closure}; F() && ${name} < ${limit}${test}; ${update}) ${kept ? `{ C(${kept})\n${body} }` : body}`
    })
  }

  s_forIn({ a, e, b }, context) {
    return this.loop(context, (inside) => {
      const value = this.expression(e[0], this.dead ? context : inside)
      const name = this.declare(a[0], inside, a[0] % 2 === 0)
      return `for (${a[0] % 2 === 0 ? 'const' : 'let'} ${name} in O(${value})) ${this.block(b[0], inside)}`
    })
  }

  s_forOf(node, context) {
    return this.over(node, context, 'for', 'I')
  }

  s_forAwait(node, context) {
    const can = isAsync(context.kind) && context.suspends
    return this.over(node, context, can ? 'for await' : 'for', can ? 'A' : 'I')
  }

  /** How an iterable conducts itself. TypeScript's ES5 output closes one whose next() throws, and asks nothing of return(). */
  conduct(n) {
    return this.old && [5, 7].includes((n >> 2) % 8) ? n % 4 : n
  }

  over({ a, e, p, b }, context, keyword, iterate) {
    return this.loop(context, (inside) => {
      // What is handed out are numbers; patterns need something to take apart.
      const nested = p[0].k.endsWith('Pattern') ? ', true' : ''
      const source = `${iterate}(${this.expression(e[0], this.dead ? context : inside)}, ${this.conduct(a[1])}${nested})`
      const kind = ['const', 'let', 'var', ''][a[0] % 4]
      if (kind === 'var')
        return `${keyword} (var ${this.hoisted(a[0], inside)} of ${source}) ${this.block(b[0], inside)}`
      if (kind === '') {
        const target = this.pattern(p[0], inside, 'assign')
        return `${keyword} (${target} of ${source}) ${this.block(b[0], inside)}`
      }
      return `${keyword} (${kind} ${this.pattern(p[0], inside, kind)} of ${source}) ${this.block(b[0], inside)}`
    })
  }

  s_while({ e, b }, context) {
    return this.loop(
      context,
      (inside) => `while (F() && Q(3) && (${this.expression(e[0], inside)}, true)) ${this.block(b[0], inside)}`,
    )
  }

  s_doWhile({ e, b }, context) {
    return this.loop(
      context,
      (inside) => `do ${this.block(b[0], inside)} while (F() && Q(2) && (${this.expression(e[0], inside)}, true))`,
    )
  }

  s_switch({ a, e, b }, context) {
    const value = this.expression(e[0], context)
    const target = { label: `l${++this.count}`, used: false, isLoop: false, isSwitch: true }
    const inside = { ...this.child(context), targets: [...context.targets, target] }
    // Called, for TypeScript takes `case (a = 0): try {` for an arrow function with a type.
    const part = (i) => this.list(b[i], inside)
    const first = `case H.same(${this.expression(e[1], inside)}): ${part(0)}${a[1] % 2 ? '\nbreak' : ''}`
    // Names of the first clause are in their dead zone if another one is entered.
    inside.scope = this.others(context, inside)
    const second = `case H.same(${this.expression(e[2], inside)}): ${part(1)}${a[1] % 4 > 1 ? '\nbreak' : ''}`
    inside.scope = this.others(context, inside)
    const other = `default: ${part(2)}`
    const clauses = a[0] % 3 === 0 ? [first, second, other] : a[0] % 3 === 1 ? [other, first, second] : [first, second]
    // Clauses were printed in order; a permuted default only names what all can see.
    const text = `switch (${value}) { ${clauses.join('\n')} }`
    return target.used ? `${target.label}: ${text}` : text
  }

  /** What a later clause sees: not the names of those before it, which may be in their dead zone. */
  others(context, inside) {
    return context.scope.filter(({ name }) => this.dead || !inside.declared.has(name))
  }

  s_try({ a, b, p }, context) {
    const mode = a[0] % 4
    let text = `try ${this.block(b[0], context)}`
    if (mode !== 1) {
      const inside = this.child(context)
      if (mode === 3 && a[0] % 8 === 3) text += ` catch ${this.block(b[1], inside)}`
      else {
        const isPattern = p[0].k === 'objectPattern' || (p[0].k === 'arrayPattern' && !this.old)
        const target = isPattern ? this.pattern(p[0], inside, 'let') : this.declare(a[0], inside)
        text += ` catch (${target}) { ${isPattern ? '' : `L(${++this.count}, ${target})\n`}${this.list(b[1], inside)} }`
      }
    }
    if (mode !== 0) text += ` finally ${this.block(b[2], context)}`
    return text
  }

  now(n, text) {
    return n % 3 === 0 ? text : `if (Q(${1 + (n % 3)})) ${text}`
  }

  s_throw({ a, e }, context) {
    return this.now(a[0], `throw ${a[0] % 2 ? `E(${this.expression(e[0], context)})` : this.expression(e[0], context)}`)
  }

  s_return({ a, e }, context) {
    return this.now(a[0], `return ${this.expression(e[0], context)}`)
  }

  s_break({ a }, context) {
    if (context.targets.length === 0) return `L(${++this.count})`
    const target = context.targets.at(-1 - (a[0] % context.targets.length))
    if (target === context.targets.at(-1) && (target.isLoop || target.isSwitch) && a[1] % 2)
      return this.now(a[1], 'break')
    target.used = true
    return this.now(a[1], `break ${target.label}`)
  }

  s_continue({ a }, context) {
    const loops = context.targets.filter((each) => each.isLoop)
    if (loops.length === 0) return `L(${++this.count})`
    const target = loops.at(-1 - (a[0] % loops.length))
    if (target === loops.at(-1) && a[1] % 2) return this.now(a[1], 'continue')
    target.used = true
    return this.now(a[1], `continue ${target.label}`)
  }

  s_block({ a, b }, context) {
    if (a[0] % 2 === 0) return `;${this.block(b[0], context)}`
    const target = { label: `l${++this.count}`, used: false, isLoop: false }
    const text = this.block(b[0], { ...context, targets: [...context.targets, target] })
    return target.used ? `${target.label}: ${text}` : `;${text}`
  }

  /** A closure that is called later, when the variables have moved on. */
  s_capture({ a, e }, context) {
    const inside = { ...context, suspends: false, isArrow: true, kind: 'plain', outerArrow: context }
    const name = this.name(a[0], context, true)
    if (name !== undefined && a[0] % 3 === 0) return `C(() => L(${++this.count}, ${name}++))`
    if (name !== undefined && a[0] % 3 === 1) return `C(() => L(${++this.count}, ${name}))`
    return `C(() => L(${++this.count}, ${this.expression(e[0], inside)}))`
  }

  s_flush() {
    return 'R()'
  }

  s_function({ a, e, p, b }, context) {
    const kind = KINDS[a[0] % 4]
    const name = `h${++this.count}`
    const [params, inside] = this.params(
      { p, e: [literal] },
      { ...context, kind, isArrow: false, isField: false, inMethod: false, outer: context },
    )
    const text = `${isAsync(kind) ? 'async ' : ''}function${isGenerator(kind) ? '*' : ''} ${name}(${params}) ${this.body(b[0], inside)}`
    const call = `L(${++this.count}, ${this.consume(kind, `${name}(${this.expression(e[0], context)})`, a[2], context)})`
    // Functions are hoisted: the call may come first. In sloppy mode a block is no matter, the call is beside it.
    return a[1] % 2 ? `${call}\n${text}` : `${text}\n${call}`
  }

  /** Drive a generator step by step. */
  s_drive({ a, e }, context) {
    const later = this.tops.slice(context.tops).filter((each) => isGenerator(each.kind))
    if (later.length === 0) return this.s_log({ e }, context)
    const chosen = later[a[0] % later.length]
    const index = this.tops.indexOf(chosen)
    const can = context.suspends && isAsync(context.kind)
    if (isAsync(chosen.kind) && !can) return this.s_log({ e }, context)
    const it = `i${++this.count}`
    const step = (n, value) => {
      const call = `${it}.${['next', 'next', 'return', 'throw'][n % 4]}(${value})`
      return `L(${++this.count}, ${isAsync(chosen.kind) ? `await ${call}` : call})`
    }
    const value = this.expression(e[0], context)
    return `const ${it} = ${this.callee(index)}(${value})\n${step(0, '')}\n${step(a[1], this.expression(e[1], context))}\n${step(a[2], '7')}`
  }

  s_deadZone({ a, e }, context) {
    if (!this.dead) return this.s_log({ e }, context)
    const name = `t${++this.count}`
    const early = [`L(${name})`, `L(typeof ${name})`, `${name} = 1`, `f()`][a[0] % 4]
    return `;{ const f = () => ${name}\ntry { ${early} } catch (q) { L(q) }\nlet ${name} = ${this.expression(e[0], context)}\nL(f()) }`
  }

  // Expressions

  expression(node, context) {
    return this[`e_${node.k}`](node, context)
  }

  e_literal({ a }) {
    return LITERALS[a[0] % LITERALS.length]
  }

  e_name({ a }, context) {
    return this.name(a[0], context) ?? String(a[0] % 5)
  }

  e_await({ a, e }, context) {
    const value = this.expression(e[0], context)
    if (!isAsync(context.kind) || !context.suspends) return value
    return `(await ${[`${value}`, `H.promise(${value})`, `H.thenable(${value})`, `${value}`, `H.reject(${value})`, `H.promise(${value})`][a[0] % 12] ?? value})`
  }

  e_yield({ a, e }, context) {
    const value = this.expression(e[0], context)
    if (!isGenerator(context.kind) || !context.suspends) return value
    return a[0] % 8 === 0 ? '(yield)' : `(yield ${value})`
  }

  e_yieldAll({ a, e }, context) {
    const value = this.expression(e[0], context)
    if (!isGenerator(context.kind) || !context.suspends) return value
    const later = this.tops
      .slice(context.tops)
      .filter((each) => isGenerator(each.kind) && (isAsync(context.kind) || !isAsync(each.kind)))
    if (a[0] % 2 === 0 && later.length > 0) {
      const index = this.tops.indexOf(later[a[1] % later.length])
      return `(yield* ${this.callee(index)}(${value}))`
    }
    return `(yield* ${isAsync(context.kind) ? 'A' : 'I'}(${value}, ${a[1]}))`
  }

  e_binary({ a, e }, context) {
    return `(${this.expression(e[0], context)} ${BINARY[a[0] % BINARY.length]} K(${this.expression(e[1], context)}))`
  }

  e_logical({ a, e }, context) {
    return `(${this.expression(e[0], context)} ${LOGICAL[a[0] % 3]} ${this.expression(e[1], context)})`
  }

  e_unary({ a, e }, context) {
    return `(${UNARY[a[0] % UNARY.length]}${this.expression(e[0], context)})`
  }

  e_update({ a, e }, context) {
    const name = this.name(a[0], context, true)
    const target =
      name !== undefined && a[1] % 3 ? name : `H.trap(${a[0] % 3})['k' + ${this.expression(e[0], context)}]`
    return ['(%++)', '(--%)', '(++%)', '(%--)'][a[1] % 4].replace('%', () => target)
  }

  e_conditional({ e }, context) {
    return `(${this.expression(e[0], context)} ? ${this.expression(e[1], context)} : ${this.expression(e[2], context)})`
  }

  e_assign({ a, e }, context) {
    const name = this.name(a[0], context, true)
    const value = this.expression(e[0], context)
    return name === undefined ? value : `(${name} ${ASSIGN[a[1] % ASSIGN.length]} K(${value}))`
  }

  e_assignMember({ a, e }, context) {
    const object = a[0] % 3 === 0 ? `O(${this.expression(e[0], context)})` : `H.trap(${a[0] % 3})`
    const key = a[1] % 3 === 0 ? '.a' : `['k' + ${this.expression(e[1], context)}]`
    return `(${object}${key} ${ASSIGN[a[1] % ASSIGN.length]} K(${this.expression(e[2], context)}))`
  }

  e_assignPattern({ a, e, p }, context) {
    const target = this.pattern(p[0], context, 'assign')
    return `(${target} = ${this.source(p[0], e[0], a[0], context)})`
  }

  e_template({ a, e }, context) {
    const text = `\`<\${${this.expression(e[0], context)}}\${K(${this.expression(e[1], context)})}>\``
    return a[0] % 3 === 0 ? `H.tag${text}` : text
  }

  e_call({ a, e }, context) {
    const later = this.tops.slice(context.tops)
    const args = `${a[2] % 4 === 0 ? '...I(' : '('}${this.expression(e[0], context)}), ${this.expression(e[1], context)}`
    if (later.length === 0) return `H.call(${args})`
    const index = context.tops + (a[0] % later.length)
    return this.consume(this.tops[index].kind, `${this.callee(index)}(${args})`, a[1], context)
  }

  e_construct({ a, e }, context) {
    return `new H.Made(${a[0] % 2 ? '...I(' : '('}${this.expression(e[0], context)}), ${this.expression(e[1], context)})`
  }

  /** Make a plain value of what a call gives. */
  consume(kind, call, n, context) {
    const can = isAsync(context.kind) && context.suspends
    if (kind === 'plain') return call
    if (kind === 'generator') return n % 2 ? `[...${call}]` : `H.first(${call})`
    if (!can) return '5'
    if (kind === 'async') return `(await ${call})`
    return n % 2 ? `(await H.collect(${call}))` : `(await ${call}.next()).value`
  }

  e_method({ a, e }, context) {
    const key = a[0] % 2 ? '.m' : `['m' + K(${this.expression(e[0], context)}).length]`
    return `H.object()${a[0] % 2 ? key : '?.' + key}${a[1] % 2 ? '' : '?.'}(${this.expression(e[1], context)})`
  }

  e_chain({ a, e }, context) {
    const object = a[0] % 3 === 0 ? this.expression(e[0], context) : `H.object(${this.expression(e[0], context)})`
    const rest = [
      '?.a',
      `?.[${this.expression(e[1], context)}]`,
      `?.b.a`,
      `?.m?.(${this.expression(e[1], context)})`,
      `?.b?.[${this.expression(e[1], context)}].a`,
      `?.m(${this.expression(e[1], context)}).a?.b`,
    ][a[1] % 6]
    return a[1] % 13 === 0 ? `(delete ${wrap(object)}?.a)` : `${wrap(object)}${rest}`
  }

  e_array({ a, e }, context) {
    const [one, two, three] = e.map((each) => `K(${this.expression(each, context)})`)
    return `[${one}, ${a[0] % 3 === 0 ? `...I(${two}, ${a[0]})` : two}, ${a[0] % 5 === 0 ? '' : three}]`
  }

  e_object({ a, e }, context) {
    // TypeScript's ES5 output has no place for a spread inside of a computed key, and throws.
    const isKey = (text) => !this.old || !text.includes('...O(')
    const one = this.expression(e[0], context)
    const first = a[0] % 2 || !isKey(one) ? `a: K(${one})` : `['k' + ${one}]: 1`
    const two = this.expression(e[1], context)
    const second = [
      `b: K(${two})`,
      `...O(${two})`,
      this.old ? `b: 1` : `get b() { return L(${++this.count}) }`,
      isKey(two) ? `['a' + ${two}]: K(${this.expression(e[2], context)})` : `b: K(${two})`,
    ][a[1] % 4]
    return `({ ${first}, ${second} })`
  }

  /** An arrow function that is called at once. */
  e_arrow({ a, e, p, b }, context) {
    const kind = a[0] % 2 ? 'async' : 'plain'
    const can = isAsync(context.kind) && context.suspends
    if (kind === 'async' && !can) return this.expression(e[0], context)
    const [params, inside] = this.params({ p, e: [literal] }, { ...context, kind, isArrow: true, outer: context })
    const text = `(${kind === 'async' ? 'async ' : ''}(${params}) => ${this.body(b[0], inside)})(${this.expression(e[0], context)})`
    return kind === 'async' ? `(await ${text})` : text
  }

  /** A function expression, by its name or without, consumed at once. */
  e_nested({ a, e, p, b }, context) {
    const kind = KINDS[a[0] % 4]
    const [params, inside] = this.params(
      { p, e: [literal] },
      { ...context, kind, isArrow: false, isField: false, inMethod: false, outer: context },
    )
    const text = `(${isAsync(kind) ? 'async ' : ''}function${isGenerator(kind) ? '*' : ''}${a[1] % 2 ? ' n' : ''} (${params}) ${this.body(b[0], inside)})`
    const call =
      a[1] % 3 === 0
        ? `${text}.call(H.object(), ${this.expression(e[0], context)})`
        : `${text}(${this.expression(e[0], context)})`
    return this.consume(kind, call, a[1], context)
  }

  e_class({ a, e, p, b }, context) {
    const kind = KINDS[a[0] % 4]
    const field = { ...context, suspends: false, isField: true, isArrow: false, kind: 'plain' }
    const [params, inside] = this.params(
      { p, e: [literal] },
      { ...context, kind, isArrow: false, isField: false, inMethod: a[1] % 2 === 1, outer: context },
    )
    const key = a[2] % 2 ? 'm' : `['m' + (${this.expression(e[0], context)}, '')]`
    const base = a[1] % 2 ? ` extends H.base(${this.expression(e[1], context)})` : ''
    const more =
      a[2] % 3 === 0
        ? `static s = ${this.expression(e[2], field)}; `
        : a[2] % 3 === 1
          ? `q = ${this.expression(e[2], field)}; `
          : ''
    const n = ++this.count
    const other = [
      '',
      `get g() { return L(${n}, 'get g') } set g(value) { L(${n}, value) } `,
      `#v = ${this.expression(literal, field)}; get v() { return L(${n}, this.#v) } set g(value) { this.#v = value } `,
      `static { L(${n}, ${this.expression(e[1], field)}) } `,
      `#w() { return L(${n}, 'w') } get w() { return this.#w() } `,
    ][this.old ? (a[0] >> 2) % 2 : (a[0] >> 2) % 5]
    const method = `${isAsync(kind) ? 'async ' : ''}${isGenerator(kind) ? '*' : ''}${key}(${params}) ${this.body(b[0], inside)}`
    const text = `(class${base} { ${more}${other}${a[2] % 5 === 0 ? 'static ' : ''}${method} })`
    const call = a[2] % 5 === 0 ? `${text}.m(1)` : `H.use(new ${text}).m(2)`
    return this.consume(kind, call, a[1], context)
  }

  e_sequence({ e }, context) {
    return `(${this.expression(e[0], context)}, ${this.expression(e[1], context)})`
  }

  e_meta({ a, e }, context) {
    if (context.isField) return 'typeof this'
    const choice = [
      'typeof this',
      context.isArrow || context.defaults ? 'typeof this' : 'arguments.length',
      context.isArrow || context.defaults ? '0' : `arguments[${a[0] % 2}]`,
      'typeof nope',
      context.isArrow || this.old ? '1' : 'new.target',
      a[0] % 5 === 0 ? 'nope' : '2',
      context.inMethod && !context.isArrow ? `super.b(${this.expression(e[0], context)})` : '3',
    ]
    return choice[a[0] % choice.length]
  }

  e_test({ a, e }, context) {
    if (a[0] % 2) return `(('k' + ${this.expression(e[0], context)}) in H.trap(K(${this.expression(e[1], context)})))`
    return `(${this.expression(e[0], context)} instanceof H.kind(${this.expression(e[1], context)}))`
  }

  // Patterns

  /** mode: 'let' and 'const' declare, 'assign' writes to what is there. */
  pattern(node, context, mode) {
    return this[`p_${node.k}`](node, context, mode)
  }

  /** What a pattern takes apart: nearly always something that it can. */
  source(pattern, value, n, context) {
    const text = this.expression(value, context)
    if (n % 12 === 11) return text
    if (pattern.k === 'arrayPattern') return this.old ? `[...I(${text}, ${this.conduct(n)})]` : `I(${text}, ${n})`
    return pattern.k === 'objectPattern' ? `O(${text})` : text
  }

  p_bind({ a }, context, mode) {
    if (mode === 'assign') return this.name(a[0], context, true) ?? `H.trap(0).a`
    return this.declare(a[0], context, mode === 'const') ?? this.spare(context, mode)
  }

  spare(context, mode) {
    const name = `z${++this.count}`
    context.scope.push({ name, constant: mode === 'const' })
    return name
  }

  p_member({ a, e }, context, mode) {
    if (mode !== 'assign') return this.p_bind({ a }, context, mode)
    return a[1] % 2 ? `H.trap(${a[0] % 3}).a` : `H.trap(${a[0] % 3})['k' + ${this.expression(e[0], context)}]`
  }

  p_objectPattern({ a, e, p }, context, mode) {
    const key = a[0] % 3 === 0 ? `['k' + ${this.expression(e[2], context)}]` : ['a', 'b', 'q'][a[0] % 3]
    const first = `${key}: ${this.preset(p[0], e[0], a[1], context, mode)}`
    if (a[2] % 3 === 0 || this.old) return `{ ${first} }`
    if (a[2] % 3 === 1)
      return `{ ${first}, ...${this.p_bind(p[1].k === 'bind' ? p[1] : { a: [a[2]] }, context, mode)} }`
    return `{ ${first}, b: ${this.preset(p[1], e[1], a[1] >> 1, context, mode)} }`
  }

  p_arrayPattern({ a, e, p }, context, mode) {
    const first = this.preset(p[0], e[0], a[0], context, mode)
    const hole = a[1] % 5 === 0 ? ', ' : ''
    if (a[1] % 3 === 0 || (this.old && a[1] % 3 === 1)) return `[${hole}${first}]`
    if (a[1] % 3 === 1) return `[${hole}${first}, ...${this.pattern(p[1], context, mode)}]`
    return `[${hole}${first}, ${this.preset(p[1], e[1], a[0] >> 1, context, mode)}]`
  }

  /** A pattern with its default, which now and then reads the name that it declares: a dead zone. */
  preset(pattern, value, n, context, mode) {
    const before = new Set(context.declared)
    const text = this.pattern(pattern, context, mode)
    const own = [...context.declared].filter((name) => !before.has(name))
    const scope = this.dead && n % 4 === 1 ? context.scope : context.scope.filter((each) => !own.includes(each.name))
    const inside = { ...context, scope }
    if (pattern.k === 'arrayPattern')
      return `${text} = ${this.old ? `[${this.expression(value, inside)}]` : `I(${this.expression(value, inside)}, ${n})`}`
    if (pattern.k === 'objectPattern') return `${text} = O(${this.expression(value, inside)})`
    return n % 2 ? `${text} = ${this.expression(value, inside)}` : text
  }
}

const ROOT = {
  scope: [],
  declared: new Set(),
  block: new Map(),
  targets: [],
  suspends: true,
  defaults: false,
  isArrow: false,
  isField: false,
  inMethod: false,
  outer: undefined,
}
const literal = { k: 'literal', a: [1], e: [], p: [], b: [] }

function wrap(text) {
  return /^[\w$.]+$/.test(text) && !/^\d/.test(text) ? text : `(${text})`
}
