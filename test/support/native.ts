/**
 * Runs case programs, native and lowered alike, in a worker thread under a watchdog: a program that never ends costs
 * one thread, not the run. What a program is made of: CommonJS text that exports `main(log)`, with its strictness.
 */
import { transformSync } from 'esbuild'
import { Worker } from 'node:worker_threads'
import ts from 'typescript'

export interface Program {
  name: string
  code: string
  /** False: a classic script that declares `main`, run in sloppy mode. */
  strict: boolean
}

/**
 * The case as written: types go, all that Node 20 knows stays; decorators and `using` become calls. TypeScript does it,
 * because esbuild refuses `continue` to the first of two labels and loses the hoisting of functions in a `switch`.
 * Only decorators are esbuild's: TypeScript breaks those that await.
 */
export function nativeProgram(name: string, source: string, strict: boolean): Program {
  const decorated = /^\s*@[\w(]/m.test(source)
  return program(
    name,
    decorated
      ? transformSync(source, { loader: 'ts', target: 'esnext', supported: { decorators: false } }).code
      : source,
    strict,
  )
}

/** What the transformer made of the case. Syntax that Node 20 lacks, if any was left, goes the same way. */
export function loweredProgram(name: string, code: string, strict: boolean): Program {
  return program(name.replace(/\.tsx?$/, '.js'), code, strict)
}

function program(name: string, source: string, strict: boolean): Program {
  const { outputText } = ts.transpileModule(source, {
    fileName: name,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: strict ? ts.ModuleKind.CommonJS : ts.ModuleKind.Preserve,
      alwaysStrict: strict,
      esModuleInterop: false,
      useDefineForClassFields: true,
      jsx: ts.JsxEmit.React,
      allowJs: true,
      ignoreDeprecations: '6.0',
    },
  })
  return { name, code: outputText, strict }
}

const PATIENCE = 10_000

/** A worker thread that runs programs one after another; a new one takes its place when a program kills or hangs it. */
export class Stage {
  private worker: Worker | undefined
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly runtime?: string) {}

  /** The log of the program; rejects when it throws, never ends, or leaves an unhandled error behind. */
  run(program: Program): Promise<string[]> {
    const run = this.last.then(() => this.perform(program))
    this.last = run.catch(() => {})
    return run
  }

  async close(): Promise<void> {
    await this.worker?.terminate()
    this.worker = undefined
  }

  private perform(program: Program): Promise<string[]> {
    const worker = (this.worker ??= new Worker(new URL('./case-worker.mjs', import.meta.url), {
      workerData: { runtime: this.runtime },
    }))
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer)
        for (const name of ['error', 'exit', 'message']) worker.removeAllListeners(name)
      }
      const give = (reason: Error) => {
        settle()
        worker.on('error', () => {})
        void worker.terminate()
        this.worker = undefined
        reject(reason)
      }
      const timer = setTimeout(() => give(new Error(`${program.name} did not end within ${PATIENCE} ms`)), PATIENCE)
      worker.once('error', (error) =>
        give(new Error(`${program.name} left an error unhandled: ${(error as Error).stack ?? error}`)),
      )
      worker.once('exit', () => give(new Error(`${program.name} ended its thread`)))
      worker.once('message', ({ lines, error }: { lines: string[]; error?: string }) => {
        if (error === undefined) {
          settle()
          resolve(lines)
        } else give(new Error(`${program.name} threw: ${error}\nlog so far:\n${lines.join('\n')}`))
      })
      worker.postMessage(program)
    })
  }
}
