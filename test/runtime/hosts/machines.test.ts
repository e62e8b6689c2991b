import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import vm from 'node:vm'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

/** The same program on the machines that differ: Node, a bare engine, one with promises only. */

const runtime = new URL('../../../runtime/', import.meta.url).pathname

async function bundle(program: string): Promise<string> {
  const built = await build({
    stdin: { contents: program, resolveDir: runtime, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2017',
    logLevel: 'silent',
  })
  return built.outputFiles[0].text
}

async function node(program: string): Promise<{ code: number; out: string; error: string }> {
  const file = join(mkdtempSync(join(tmpdir(), 'globeflower-')), 'program.cjs')
  writeFileSync(file, await bundle(program))
  return new Promise((resolve) => {
    execFile(process.execPath, [file], { timeout: 10_000 }, (failure, out, error) => {
      resolve({ code: failure ? Number(failure.code) : 0, out, error })
    })
  })
}

async function bare(program: string, globals: object): Promise<string[]> {
  const out: string[] = []
  // V8 gives every context a console of the inspector's; a bare engine has none.
  const context = { console: undefined, print: (text: string) => out.push(text), ...globals }
  vm.runInNewContext(await bundle(program), context)
  return out
}

const program = `
  import { task, setTimeout, Promise as P, console } from './frame.js'
  import { gather, run, sleep } from './index.js'
  import { drain } from './hosts/bare.js'
  const nap = (name, ms) => task((frame, at) => {
    switch (at) {
      case 0: console.log('start ' + name); if (frame.wait(sleep(ms), 1)) return
      case 1: console.log('end ' + name); return name
    }
  })
  setTimeout(() => console.log('timer'), 0)
  P.resolve().then(() => console.log('job'))
  run(() => gather([nap('a', 20), nap('b', 5)])).then((names) => console.log('done ' + names))
  drain()
`

const expected = ['job', 'start a', 'start b', 'timer', 'end b', 'end a', 'done a,b']

it('runs on Node', async () => {
  const { code, out } = await node(program)
  expect(out.trim().split('\n')).toEqual(expected)
  expect(code).toBe(0)
})

it('runs on an engine with nothing, inside drain()', async () => {
  expect(await bare(program, { Promise: undefined })).toEqual(expected)
})

it('runs on an engine with promises but no timers', async () => {
  const out = await bare(program, {})
  for (let i = 0; i < 100 && out.length < 7; i++) await new Promise((wake) => setTimeout(wake, 10))
  expect(out).toEqual(expected)
})

it('crashes Node when a failure is looked at by nobody', async () => {
  const { code, error, out } = await node(`
    import { task } from './frame.js'
    task(() => { throw new Error('lost') })
    const kept = task(() => { throw new Error('kept') })
    setTimeout(() => console.log('never'), 5000)
    Promise.resolve().then(() => {}).then(() => {}).then(() => kept.catch(() => console.log('caught')))
  `)
  expect(code).toBe(1)
  expect(error).toContain('Error: lost')
  expect(out).toBe('caught\n')
})

it('ends a bare program with the failure that nobody looked at, whatever would go on', async () => {
  const program = `
    import { setInterval, task } from './frame.js'
    import { drain } from './hosts/bare.js'
    task(() => { throw new Error('lost') })
    setInterval(() => {}, 1)
    drain()
  `
  await expect(bare(program, { Promise: undefined })).rejects.toThrow('lost')
})

it('tells of a deadlock on a bare engine', async () => {
  const program = `
    import { Future, run } from './index.js'
    import { drain } from './hosts/bare.js'
    run(() => new Future())
    drain()
  `
  await expect(bare(program, { Promise: undefined })).rejects.toThrow('run() still waits')
})

it('lets the host serve others while tasks keep the loop busy', async () => {
  const { out } = await node(`
    import { task } from './frame.js'
    let over = false
    const spin = () => task((frame, at) => {
      for (;;) switch (at) {
        case 0: if (over) return
          if (frame.wait(0, 0)) return
          at = 0
      }
    })
    spin(); spin()
    setTimeout(() => { over = true; console.log('native timer') }, 5)
  `)
  expect(out).toBe('native timer\n')
})

it('keeps timers of Node and ours in the order of their deadlines', async () => {
  const { out } = await node(`
    import { callLater } from './core/timers.js'
    const note = (name) => () => console.log(name)
    setTimeout(note('native 50'), 50)
    callLater(100, note('ours 100'))
    setTimeout(note('native 300'), 300)
    callLater(450, note('ours 450'))
    callLater(0, note('ours 0'))
  `)
  expect(out.trim().split('\n')).toEqual(['ours 0', 'native 50', 'ours 100', 'native 300', 'ours 450'])
})
