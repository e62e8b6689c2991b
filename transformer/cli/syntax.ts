/**
 * Is a script at a language level, and if not: what stands where?
 *
 * acorn's parser at the target decides. The walk over the tree only finds the
 * word for what the parser stumbled over.
 */
import { parse, type AnyNode } from 'acorn'
import { eachNode, isModule, programOf } from '../plugins/tree.js'

export interface Offence {
  feature: string
  /** Offset in the script. */
  at: number
}

/** Undefined when the script keeps to the target. */
export function firstOffence(code: string, target: string): Offence | undefined {
  const level = levelOf(target)
  try {
    parse(code, {
      ecmaVersion: level,
      sourceType: 'script',
      // ES3: reserved words are no property names either.
      ...(level === 3 ? { allowReserved: 'never' as const } : {}),
    })
    return undefined
  } catch (error) {
    const { pos, message } = error as SyntaxError & { pos: number }
    const known = newerFeature(code, level)
    if (known && known.at <= pos) return known
    return { feature: plain(message), at: pos }
  }
}

/**
 * esbuild prints a regular expression that the target cannot parse as `new RegExp(…)`, and a BigInt as
 * `BigInt(…)`: they parse and then fail when they run. `isLiteral` tells them from calls that were written.
 */
export function firstDisguised(
  code: string,
  target: string,
  isLiteral: (at: number, sign: RegExp) => boolean,
): Offence | undefined {
  const level = levelOf(target)
  if (level === 'latest' || !/RegExp\(|BigInt\(/.test(code)) return undefined
  let first: Offence | undefined
  eachNode(parse(code, { ecmaVersion: level === 3 ? 5 : level, sourceType: 'script' }), (node) => {
    if (first || (node.type !== 'NewExpression' && node.type !== 'CallExpression') || node.callee.type !== 'Identifier')
      return
    const [one, two] = node.arguments.map((it) =>
      it.type === 'Literal' && /string|number/.test(typeof it.value) ? String(it.value) : undefined,
    )
    if (one === undefined) return
    if (node.callee.name === 'BigInt' && isLiteral(node.start, /^\d/))
      first = { feature: 'BigInt literal (ES2020)', at: node.start }
    if (node.callee.name === 'RegExp' && isLiteral(node.start, /^\//)) {
      first = { feature: `regular expression /${one}/${two ?? ''}`, at: node.start }
    }
  })
  return first
}

function levelOf(target: string): 3 | 5 | 2015 | 'latest' {
  if (target === 'esnext') return 'latest'
  return Number(target.slice(2)) as 3 | 5 | 2015
}

function plain(message: string): string {
  return message.replace(/ \(\d+:\d+\)$/, '')
}

/** Everything in a script that is newer than the target, and whatever suspends at any target. */
export function offences(code: string, target: string): Offence[] {
  const level = levelOf(target)
  const tree = programOf(code)
  if (!tree) {
    const first = firstOffence(code, 'esnext')
    return first ? [first] : []
  }
  const found: Offence[] = []
  eachNode(tree, (node) => {
    const [feature, since] = featureOf(node) ?? []
    if (!feature || !since) return
    if (SUSPENDING.test(feature))
      found.push({ feature: `${feature} (ES${since}), which was not lowered`, at: node.start })
    else if (level !== 'latest' && since > level) found.push({ feature: `${feature} (ES${since})`, at: node.start })
  })
  if (found.length > 0) return found.sort((a, b) => a.at - b.at)
  const other = isModule(tree) ? undefined : firstOffence(code, target)
  return other ? [other] : []
}

const SUSPENDING = /^(async|generator|for await|await)/

function newerFeature(code: string, level: number | 'latest'): Offence | undefined {
  let tree: AnyNode
  try {
    tree = parse(code, { ecmaVersion: 'latest', sourceType: 'script' })
  } catch {
    return undefined
  }
  let first: Offence | undefined
  eachNode(tree, (node) => {
    const [feature, since] = featureOf(node) ?? []
    if (!feature || !since || level === 'latest' || since <= level) return
    if (!first || node.start < first.at) first = { feature: `${feature} (ES${since})`, at: node.start }
  })
  return first
}

function featureOf(node: AnyNode): [string, number] | undefined {
  switch (node.type) {
    case 'ArrowFunctionExpression':
      return node.async ? ['async arrow function', 2017] : ['arrow function', 2015]
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      if (node.async) return node.generator ? ['async generator', 2018] : ['async function', 2017]
      return node.generator ? ['generator', 2015] : undefined
    case 'ClassDeclaration':
    case 'ClassExpression':
      return ['class', 2015]
    case 'VariableDeclaration':
      return node.kind === 'var' ? undefined : [`${node.kind} declaration`, 2015]
    case 'TemplateLiteral':
      return ['template literal', 2015]
    case 'ForOfStatement':
      return node.await ? ['for await', 2018] : ['for of', 2015]
    case 'SpreadElement':
      return ['spread', 2015]
    case 'RestElement':
      return ['rest parameter or pattern', 2015]
    case 'ObjectPattern':
    case 'ArrayPattern':
      return ['destructuring', 2015]
    case 'AssignmentPattern':
      return ['default value', 2015]
    case 'MetaProperty':
      return [`${node.meta.name}.${node.property.name}`, 2015]
    case 'ImportExpression':
      return ['import()', 2020]
    case 'ChainExpression':
      return ['optional chaining', 2020]
    case 'AwaitExpression':
      return ['await', 2017]
    case 'Property':
      if (node.shorthand || node.method || node.computed) return ['new object literal syntax', 2015]
      return node.kind === 'init' ? undefined : ['getter or setter', 5]
    case 'BinaryExpression':
      return node.operator === '**' ? ['**', 2016] : undefined
    case 'LogicalExpression':
      return node.operator === '??' ? ['??', 2020] : undefined
    case 'AssignmentExpression':
      if (node.operator === '**=') return ['**=', 2016]
      return /^(\?\?|&&|\|\|)=$/.test(node.operator) ? [node.operator, 2021] : undefined
    case 'Literal':
      if (node.bigint) return ['BigInt literal', 2020]
      return node.regex && /[suyvd]/.test(node.regex.flags)
        ? [`regular expression flag in ${node.raw}`, 2015]
        : undefined
    default:
      return undefined
  }
}
