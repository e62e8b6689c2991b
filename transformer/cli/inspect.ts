/**
 * `globeflower inspect file.ts#function`: what became of it, as text, JSON or a graph.
 *
 * `file.ts` alone lists its functions.
 */
import { resolve } from 'node:path'
import { compile, findTypeScript, inspect, type Description } from '../index.js'
import { Failure } from './failure.js'
import { mustBeSource, onlyInput, readSource } from './files.js'
import type { Input } from './index.js'

export default async function inspectCommand({ values, files }: Input): Promise<number> {
  const [file, name] = onlyInput(files, 'inspect').split('#') as [string, string | undefined]
  mustBeSource(file)
  const source = readSource(file)
  const semantics = values.semantics as 'task' | 'promise' | undefined
  const all = inspect(source, { fileName: resolve(file), ...(semantics ? { semantics } : {}) })
  const chosen = name ? all.filter((it) => it.name === name) : all
  if (name && chosen.length === 0) {
    const names = all.map((it) => it.name).join(', ')
    throw new Failure(`No function ${name} that suspends in ${file}. ${names ? `There is ${names}.` : 'None does.'}`)
  }
  const reports = chosen.map((it) => summary(it, source))
  if (values.dot) console.log(chosen.map(dot).join('\n'))
  else if (values.json) {
    console.log(JSON.stringify({ functions: reports, size: await sizes(file, source, semantics) }, undefined, 2))
  } else {
    console.log(reports.map(text).join('\n\n'))
    const { ours, typescript } = await sizes(file, source, semantics)
    console.log(
      `\nthe whole file at ES5, minified, runtime and helpers aside: ${ours} bytes; TypeScript's ${typescript}`,
    )
  }
  return 0
}

interface Summary {
  name: string
  kind: Description['kind']
  line: number | undefined
  /** Numbers that the step can be entered with. */
  states: number
  suspensions: { at: string; line: number | undefined; resumesIn: string }[]
  slots: { slot: string; name: string; why: string }[]
  blocks: Description['blocks']
}

function summary({ name, kind, blocks, slots, range }: Description, source: string): Summary {
  const lineOf = (start: number | undefined) =>
    start === undefined ? undefined : source.slice(0, start).split('\n').length
  return {
    name,
    kind,
    line: lineOf(range?.start),
    states: blocks.filter(({ state }) => state !== undefined).length,
    suspensions: blocks.flatMap(({ end, to }) =>
      end.text.startsWith('suspend ')
        ? [{ at: end.text.slice('suspend '.length), line: lineOf(end.range?.start), resumesIn: to[0]! }]
        : [],
    ),
    slots: slots.map(({ slot, name: variable, captured }) => ({
      slot,
      name: variable,
      why: why(variable, captured, blocks),
    })),
    blocks,
  }
}

/** A variable is kept because somebody reads it after a wait. */
function why(variable: string, captured: boolean, blocks: Description['blocks']): string {
  if (captured) return 'a closure keeps it'
  const alive = blocks.filter(({ slots }) => slots.some(({ name }) => name === variable))
  const waits = alive.flatMap((block) =>
    blocks
      .filter(({ end, to }) => end.text.startsWith('suspend ') && to.includes(block.name))
      .map(({ end }) => end.text.slice(8)),
  )
  const handlers = alive.filter((block) => blocks.some(({ handler }) => handler === block.name))
  if (waits.length > 0) return `needed after ${[...new Set(waits)].slice(0, 3).join(', ')}`
  if (handlers.length > 0) return `needed where a throw goes, ${handlers.map((it) => it.name).join(', ')}`
  return 'needed in a later state'
}

function text({ name, kind, line, states, suspensions, slots, blocks }: Summary): string {
  const rows = blocks.flatMap((block) => {
    const to = block.to.length > 0 ? `  -> ${block.to.join(', ')}` : ''
    const steps = [...block.steps.map((it) => it.text), `${block.end.text}${to}`]
    const state = block.state === undefined ? '' : String(block.state)
    return steps.map((it, i) => `  ${(i === 0 ? block.name : '').padEnd(5)}${(i === 0 ? state : '').padEnd(5)}${it}`)
  })
  return [
    `${kind} ${name}${line ? `, line ${line}` : ''}: ${count(states, 'state')}, ${count(suspensions.length, 'suspension point')}, ${count(slots.length, 'slot')}`,
    ...suspensions.map((it) => `  waits  ${it.at}${it.line ? `, line ${it.line}` : ''}, goes on in ${it.resumesIn}`),
    ...slots.map((it) => `  keeps  ${it.name} in frame.${it.slot}: ${it.why}`),
    ...rows,
  ].join('\n')
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}

function dot({ name, blocks }: Description): string {
  const label = (lines: string[]) => lines.map((it) => it.replace(/[\\"]/g, '\\$&')).join('\\l')
  const nodes = blocks.map((block) => {
    const title = block.state === undefined ? block.name : `${block.name}, state ${block.state}`
    return `  ${block.name} [label="${label([title, ...block.steps.map((it) => it.text), block.end.text, ''])}"]`
  })
  const edges = blocks.flatMap((block) => [
    ...block.to.map((to) => `  ${block.name} -> ${to}${block.end.text.startsWith('suspend') ? ' [style=dashed]' : ''}`),
    ...block.aside.map((to) => `  ${block.name} -> ${to}`),
    ...(block.handler ? [`  ${block.name} -> ${block.handler} [color=red]`] : []),
  ])
  return [`digraph "${name}" {`, '  node [shape=box fontname=monospace]', ...nodes, ...edges, '}'].join('\n')
}

async function sizes(file: string, source: string, semantics: 'task' | 'promise' | undefined) {
  const ts = findTypeScript()
  const { transform } = await import('esbuild')
  const bytes = async (code: string) => Buffer.byteLength((await transform(code, { minify: true, target: 'es5' })).code)
  const ours = compile(source, { fileName: resolve(file), ...(semantics ? { semantics } : {}) }).code
  const theirs = ts.transpileModule(source, {
    fileName: file,
    compilerOptions: {
      target: ts.ScriptTarget.ES5,
      module: ts.ModuleKind.ESNext,
      ignoreDeprecations: '6.0',
      downlevelIteration: true,
      importHelpers: true,
      jsx: ts.JsxEmit.React,
    },
  }).outputText
  return { ours: await bytes(ours), typescript: await bytes(theirs) }
}
