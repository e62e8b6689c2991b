/** ps and pstree beside a program that runs; where it traces to. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { compile } from '../../dist/transformer/index.js'

const path = (name: string) => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url))
const source = `
import { createTask, gather, run, sleep } from '${path('runtime/index.js')}'
async function load(name: string) {
  await sleep(60_000)
  return name
}
async function main() {
  setTimeout(() => console.log('up'), 50)
  await gather([createTask(() => load('a'), { name: 'a' }), createTask(() => load('b'), { name: 'b' })])
}
run(main)
`

function globeflower(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [path('transformer/cli/index.js'), ...args], (failure, out, error) =>
      resolve({ code: failure ? Number(failure.code) : 0, out: (out || error).trimEnd() }),
    )
  })
}

it('ps and pstree ask a running process; it traces where it is told to', async () => {
  const { code } = compile(source, {
    fileName: 'app.ts',
    debug: true,
    target: 'es2022',
    runtime: path('runtime/frame.js'),
  })
  const trace = join(mkdtempSync(join(tmpdir(), 'globeflower-')), 'trace.json')
  const child = spawn(
    process.execPath,
    ['--import', path('runtime/hosts/inspect.js'), '--input-type=module', '-e', code],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, GLOBEFLOWER_TRACE: trace } },
  )
  try {
    await once(child.stdout, 'data')
    const pid = String(child.pid)
    expect((await globeflower('ps', pid)).out.split('\n').sort()).toEqual([
      'Task-1 main (app.ts:9) (pending)',
      'a load (app.ts:4) (pending)',
      'b load (app.ts:4) (pending)',
    ])
    expect((await globeflower('pstree', pid)).out).toBe(
      'Task-1 main (app.ts:9)\n  a load (app.ts:4), waits for a future\n  b load (app.ts:4), waits for a future',
    )
    expect((await globeflower('pstree')).out).toContain(pid)
  } finally {
    child.kill('SIGINT')
    await once(child, 'close')
  }
  expect(child.exitCode).toBe(130)
  expect((JSON.parse(readFileSync(trace, 'utf8')) as { traceEvents: unknown[] }).traceEvents.length).toBeGreaterThan(8)
})

it('says how a process is opted in', async () => {
  expect(await globeflower('ps', '1')).toEqual({
    code: 1,
    out: 'Process 1 cannot be asked. Start it with node --import globeflower/inspect, or import globeflower/inspect in it.',
  })
  expect((await globeflower('ps', 'x')).code).toBe(2)
})
