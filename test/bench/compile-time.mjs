/**
 * What compiling costs: node test/bench/compile-time.mjs [files]
 *
 * The programs of test/ and playground/ that suspend, through us and through plain ts.transpileModule at ES5, in turns
 * in one process; and what a file costs that has nothing to do. Processor time, so that a busy machine does little harm.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { compile } from '../../dist/transformer/index.js'
import { Lowering } from '../../dist/transformer/plugins/lowering.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const wanted = Number(process.argv[2] ?? 60)

const files = ['test/programs', 'playground/examples', 'test/bench/workloads', 'test/bundlers/program']
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, source: readFileSync(name, 'utf8') }))
  .filter(({ source }) => /\basync\b|function\s*\*/.test(source))
  .slice(0, wanted)

const options = {
  target: ts.ScriptTarget.ES5,
  module: ts.ModuleKind.ESNext,
  ignoreDeprecations: '6.0',
  downlevelIteration: true,
  sourceMap: true,
}

const variants = {
  typescript: ({ name, source }) => ts.transpileModule(source, { fileName: name, compilerOptions: options }),
  globeflower: ({ name, source }) => compile(source, { fileName: name, target: 'es5', sourceMap: true }),
}

const times = { typescript: [], globeflower: [] }
for (let round = 0; round < 8; round++) {
  for (const [i, file] of files.entries()) {
    for (const variant of Object.keys(variants)) {
      const start = processorTime()
      variants[variant](file)
      // The first rounds warm up.
      if (round > 1) (times[variant][i] ??= []).push(processorTime() - start)
    }
  }
}

function processorTime() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1]
const sum = (lists) => lists.reduce((total, list) => total + median(list), 0)
const perFile = (name) => sum(times[name]) / files.length
const bytes = files.reduce((total, { source }) => total + source.length, 0)
const ratio = perFile('globeflower') / perFile('typescript')

/** A typical file of a package: nothing suspends, and nothing is named that old engines lack. */
const idle = ['loop', 'timers', 'ready']
  .map((name) => readFileSync(join(root, `dist/runtime/core/${name}.js`), 'utf8'))
  .join('')
  .replace(/^import .*$|^export /gm, '')
const plain = `${idle}\nexport const last = (a) => [...a]\n`
function cost(target, source) {
  const lowering = new Lowering({ target, builtins: false })
  if (lowering.lower('/elsewhere/file.js', source)) throw new Error(`There is something to do at ${target}.`)
  const rounds = []
  for (let i = 0; i < 400; i++) {
    const start = performance.now()
    lowering.lower('/elsewhere/file.js', source)
    rounds.push(performance.now() - start)
  }
  return median(rounds)
}

console.log(`${files.length} files that suspend, ${(bytes / files.length / 1024).toFixed(1)} KB each, per file at ES5:`)
console.log(`  typescript   ${perFile('typescript').toFixed(2)} ms`)
console.log(`  globeflower  ${perFile('globeflower').toFixed(2)} ms, ${ratio.toFixed(2)} of it`)
console.log(`a file of ${(plain.length / 1024).toFixed(1)} KB with nothing to do:`)
console.log(`  at ES2015 and later  ${cost('es2020', plain).toFixed(3)} ms, by a look at its text`)
console.log(
  `  at ES5               ${cost('es5', idle.replace(/setTimeout|Promise|Symbol/g, 'x')).toFixed(3)} ms, by the parser, where it is ES5 already`,
)
