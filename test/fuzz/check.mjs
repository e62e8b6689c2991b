/** Programs, natively and lowered: the logs must be equal. */
import { build } from 'esbuild'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { kindOf, print } from './print.mjs'
import { NAMES, run } from './stage.mjs'

/** The profile and the target that programs are lowered for; the frequent ones are named more often. */
export const CONFIGURATIONS = [
  ...Array.from({ length: 9 }, () => 'promise.esnext'),
  ...Array.from({ length: 9 }, () => 'task.esnext'),
  'promise.es5',
  'task.es5',
]

export class Difference extends Error {
  constructor(program, source, native, lowered) {
    super(`${program.configuration}\n\n${source}\n${fromTheFirst(native, lowered)}`)
    this.name = 'Difference'
  }
}

export class Checker {
  /** @param before sees the text of what is run next, in case it never ends */
  constructor(compile, runtime, before = () => {}) {
    this.compile = compile
    this.runtime = runtime
    this.before = before
  }

  /** @throws Difference */
  async one(program) {
    const source = print(program)
    const { loads, problem } = this.lower([source], program.configuration)
    await this.compare(program, source, loads?.[0], problem)
  }

  /**
   * Many at once, because a call of the compiler costs more than a program.
   *
   * @returns the programs that seem to differ; `one` says if they do alone
   */
  async many(programs) {
    const suspects = []
    for (const configuration of new Set(CONFIGURATIONS)) {
      const group = programs.filter((each) => each.configuration === configuration)
      for (let at = 0; at < group.length; at += TOGETHER) {
        const some = group.slice(at, at + TOGETHER)
        const sources = some.map(print)
        const { loads } = this.lower(sources, configuration)
        for (let i = 0; i < some.length; i++)
          try {
            if (loads) await this.compare(some[i], sources[i], loads[i])
            else await this.one(some[i])
          } catch {
            suspects.push(some[i])
          }
      }
    }
    return suspects
  }

  async compare(program, source, load, problem) {
    const kind = kindOf(program.functions[0])
    this.before(source)
    const native = await run((...world) => new Function(...NAMES, body(source))(...world), kind, program.drive)
    if (/^escaped SyntaxError/.test(native.at(-1))) throw new Difference(program, source, native, ['no valid program'])
    const lowered = load ? await run(load, kind, program.drive) : [problem]
    if (native.join('\n') !== lowered.join('\n')) throw new Difference(program, source, native, lowered)
  }

  /** Functions that take the NAMES and give a program's entry; or the problem that the compiler has. */
  lower(sources, configuration) {
    const [semantics, target] = configuration.split('.')
    const text = sources.map((each) => `function (${NAMES.join(', ')}) {\n${body(each)}\n}`).join(',\n')
    try {
      const options = { fileName: 'program.js', semantics, target, module: 'script', runtime: { global: '$gf' } }
      const { code, diagnostics } = this.compile(`var programs = [\n${text}\n]`, options)
      const found = diagnostics.find((each) => each.severity === 'error')
      if (found) return { problem: `refused (${found.id}): ${found.message}` }
      return { loads: new Function('$gf', `${code}\nreturn programs`)(this.runtime) }
    } catch (error) {
      return {
        problem:
          error instanceof SyntaxError
            ? `the output is no JavaScript: ${error.message}`
            : `compiler throws ${error.stack}`,
      }
    }
  }
}

const TOGETHER = 25

const body = (source) => `${source}return main`

/** The runtime of the working tree, as an object. */
export async function loadRuntime() {
  const folder = join(import.meta.dirname, '../../runtime')
  const doors = ['frame', 'helpers'].filter((door) => existsSync(join(folder, `${door}.ts`)))
  const { outputFiles } = await build({
    stdin: { contents: doors.map((door) => `export * from './${door}.ts'`).join('\n'), resolveDir: folder },
    bundle: true,
    format: 'iife',
    globalName: 'globeflower',
    write: false,
    logLevel: 'silent',
  })
  return { ...new Function(`${outputFiles[0].text}\nreturn globeflower`)() }
}

/** The logs, from shortly before the first difference on. */
function fromTheFirst(native, lowered) {
  let at = 0
  while (at < native.length && native[at] === lowered[at]) at++
  const part = (lines) =>
    lines
      .slice(Math.max(0, at - 3), at + 6)
      .map((line) => `  ${line}`)
      .join('\n')
  return `native\n${part(native)}\nlowered\n${part(lowered)}`
}
