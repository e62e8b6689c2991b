/**
 * `npm run bench:net`: echo of 1, 10 and 100 KiB on 1, 10 and 100 connections, a JSON handler behind Node's
 * HTTP server, and idle connections.
 *
 *   npm run bench:net -- [--rounds N] [--sizes 1024,…] [--connections 1,…] [--only ID,…] [--seconds S] [--idle N]
 *
 * `--sizes http` measures the handler alone, `--sizes idle` the idle connections.
 *
 * Law: each server is a process of its own, on a core of its own where there is
 * `taskset`; rounds are interleaved. What counts is the processor time that the
 * server takes for a message: how many come in a second depends on who else
 * wants the cores.
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compile } from '../../dist/transformer/index.js'
import { median, table, times } from './statistics.mjs'

const here = (name) => fileURLToPath(new URL(`net/${name}`, import.meta.url))
const out = fileURLToPath(new URL('../output/bench-net/', import.meta.url))
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '1024,10240,102400,http,idle' },
    connections: { type: 'string', default: '1,10,100' },
    only: { type: 'string' },
    seconds: { type: 'string', default: '1' },
    idle: { type: 'string', default: '10000' },
  },
})
const numbers = (text) => text.split(',').map(Number)

const pinned = availableParallelism() > 1 && works('taskset', '-c', '0', 'true')
const node = [process.execPath, '--expose-gc']
const python = (kind, loop) => ['/usr/bin/python3', here('asyncio_echo.py'), kind, loop]
const ours = compiled('ours.mjs')
const servers = [
  { id: 'node data', command: [...node, here('bare.mjs'), 'data'], idle: true },
  { id: 'node for await', command: [...node, here('bare.mjs'), 'for-await'], idle: true },
  { id: 'protocol', command: [...node, ours, 'protocol'], idle: true },
  { id: 'buffered', command: [...node, ours, 'buffered'] },
  { id: 'streams', command: [...node, ours, 'streams'], idle: true },
]
if (works('/usr/bin/python3', '-c', 'import asyncio'))
  for (const kind of ['protocol', 'buffered', 'streams'])
    servers.push({ id: `asyncio ${kind}`, command: python(kind, 'asyncio') })
if (works('/usr/bin/python3', '-c', 'import uvloop'))
  for (const kind of ['protocol', 'buffered', 'streams'])
    servers.push({ id: `uvloop ${kind}`, command: python(kind, 'uvloop') })
const chosen = servers.filter(({ id }) => !values.only || values.only.split(',').some((it) => id.includes(it)))

if (loadavg()[0] > 1.5)
  console.error(`warning: the load is ${loadavg()[0].toFixed(1)}; figures taken beside other work are not worth much`)
const sizes = values.sizes.split(',')
const echoes = sizes.filter((size) => Number(size) > 0)
const handlers = [
  { id: 'native', command: [...node, here('http.mjs')] },
  { id: 'task', command: [...node, compiled('http.mjs')] },
]
if (echoes.length > 0) await bench(chosen, echoes)
if (sizes.includes('http')) await bench(handlers, ['http'])
if (sizes.includes('idle') && Number(values.idle) > 0) await benchIdle(Number(values.idle))

/** Each server with each size of message on so many connections, times the first server. */
async function bench(servers, sizes) {
  const rows = [['CPU µs per message', ...servers.map(({ id }) => id)]]
  const rates = [['messages per second', ...servers.map(({ id }) => id)]]
  for (const size of sizes)
    for (const connections of numbers(values.connections)) {
      const cells = servers.map(() => ({ cpu: [], rate: [] }))
      for (let round = 0; round < Number(values.rounds); round++)
        for (let i = 0; i < servers.length; i++) {
          const at = (i + round) % servers.length
          const { cpu, rate } = await measure(servers[at], size, connections)
          cells[at].cpu.push(cpu)
          cells[at].rate.push(rate)
        }
      const base = median(cells[0].cpu)
      const name = `${size > 0 ? `${size / 1024} KiB` : 'JSON over HTTP'} x ${connections}`
      rows.push([name, ...cells.map(({ cpu }) => `${median(cpu).toFixed(1)} (${times(median(cpu) / base)})`)])
      rates.push([name, ...cells.map(({ rate }) => median(rate).toFixed(0))])
      console.error(rows[rows.length - 1].join('  '))
    }
  console.log(
    table(rows) +
      `\n\nMedians of ${values.rounds} rounds; in brackets: times ${servers[0].id}.\n\n` +
      table(rates) +
      '\n',
  )
}

async function measure(server, size, connections) {
  const process = await started(server.command, 0)
  const client = await started([...node, here('client.mjs'), process.first], 1, false)
  const ask = async (messages) => Number(await client.ask(`${size} ${connections} ${messages}`))
  let messages = Math.max(connections * 20, 2000)
  // Warm, and as many messages as fill the time.
  const ms = await ask(messages)
  messages = Math.ceil(((messages * Number(values.seconds) * 1000) / ms) * 0.8)
  // Of HTTP so much code runs that V8 compiles for longer, on threads that count here.
  await ask(Math.max(Math.ceil(messages / 2), size === 'http' ? 50_000 : 0))
  const before = cpuOf(process.pid)
  const taken = await ask(messages)
  const cpu = (cpuOf(process.pid) - before) / 1000 / messages
  client.end()
  process.end()
  return { cpu, rate: (messages / taken) * 1000 }
}

async function benchIdle(count) {
  const rows = [['idle connections', 'bytes each', 'over bare', 'resident, bytes each']]
  let bare = null
  for (const server of chosen.filter(({ idle }) => idle)) {
    const process = await started(server.command, 0)
    const client = await started([...node, here('client.mjs'), process.first], 1, false)
    await client.ask(`idle 100`)
    const before = JSON.parse(await process.ask(''))
    await client.ask(`idle ${count}`)
    const after = JSON.parse(await process.ask(''))
    client.end()
    process.end()
    const heap = (after.heap - before.heap) / count
    bare ??= heap
    const rss = (after.rss - before.rss) / count
    rows.push([`${server.id}, ${count}`, heap.toFixed(0), (heap - bare).toFixed(0), rss.toFixed(0)])
  }
  console.log('\n' + table(rows))
}

/** A process that prints a line for each line it is given, and at first, where `greets`, one by itself. */
async function started(command, core, greets = true) {
  const [file, ...args] = pinned ? ['taskset', '-c', String(core), ...command] : command
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${command.join(' ')} has ended`)
    return value
  }
  return {
    pid: child.pid,
    first: greets ? await next() : '',
    ask(line) {
      child.stdin.write(line + '\n')
      return next()
    },
    end: () => child.stdin.end(),
  }
}

/** Nanoseconds on a processor, of all threads. */
function cpuOf(pid) {
  let sum = 0
  for (const thread of readdirSync(`/proc/${pid}/task`))
    sum += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
  return sum
}

function compiled(fileName) {
  mkdirSync(out, { recursive: true })
  const { code } = compile(readFileSync(here(fileName), 'utf8'), { fileName, target: 'es2022' })
  writeFileSync(out + fileName, code)
  writeFileSync(`${out}questions.mjs`, readFileSync(here('questions.mjs')))
  return out + fileName
}

function works(file, ...args) {
  try {
    execFileSync(file, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
