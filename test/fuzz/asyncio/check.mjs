/** Programs on asyncio and here: what each task saw, and when, must be the same. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { printJavaScript, printPython, WORLD } from './print.mjs'
import { load, run } from './stage.mjs'

/** asyncio's own schedule first; then others, and more of them where these disagree. */
const SCHEDULES = [0, 1, 2, 5, 6, 7, 8, 11, 13, 14, 17]
const MORE = Array.from({ length: 108 }, (_, i) => 18 + i)
const TOGETHER = 50

export class Difference extends Error {
  constructor(program, python, javascript, theirs, ours, sure) {
    super(
      `${sure ? 'differs' : 'differs from every schedule tried'}\n\n${python}\n--------\n${javascript}\n` +
        sideBySide(theirs, ours),
    )
    this.name = 'Difference'
    this.sure = sure
    this.shape = firstDifference(theirs, ours)
  }
}

export class Asyncio {
  constructor(command = 'python3') {
    this.child = spawn(command, [new URL('stage.py', import.meta.url).pathname], {
      stdio: ['pipe', 'pipe', process.env.FUZZ_STDERR ? 'inherit' : 'ignore'],
    })
    this.answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]()
  }

  /** [major, minor, micro] */
  async version() {
    return JSON.parse((await this.answers.next()).value)
  }

  async run(source, seeds) {
    this.child.stdin.write(`${JSON.stringify({ source, seeds })}\n`)
    const { value, done } = await this.answers.next()
    if (done) throw new Error(`python ended on\n${source}`)
    return JSON.parse(value)
  }

  close() {
    this.child.stdin.end()
  }
}

export class Checker {
  constructor(asyncio, open = false) {
    this.asyncio = asyncio
    this.doubts = open
    /** Programs whose log depends on who of those that are ready goes first. */
    this.open = 0
    this.long = 0
  }

  /** @throws Difference */
  async one(program) {
    await this.compare(program, load([printJavaScript(program)])[0])
  }

  /** @returns the programs that differ */
  async many(programs) {
    const suspects = []
    for (let at = 0; at < programs.length; at += TOGETHER) {
      const some = programs.slice(at, at + TOGETHER)
      const loaded = load(some.map(printJavaScript))
      for (let i = 0; i < some.length; i++)
        try {
          await this.compare(some[i], loaded[i])
        } catch (error) {
          if (!(error instanceof Difference)) throw error
          suspects.push({ program: some[i], error })
        }
    }
    return suspects
  }

  async compare(program, loaded) {
    const source = printPython(program)
    const ours = run(loaded)
    const asyncio = (seeds) => this.asyncio.run(WORLD.python + source, seeds)
    const logs = await asyncio(SCHEDULES)
    if (ours === null || logs.includes(null) || [ours, ...logs].some(isLong)) return void this.long++
    const mine = text(ours)
    const theirs = new Set(logs.map(text))
    if (theirs.size > 1) this.open++
    if (theirs.has(mine) || (theirs.size > 1 && !this.doubts)) return
    for (const log of await asyncio(MORE)) if (log) theirs.add(text(log))
    const sure = theirs.size === 1
    if (theirs.has(mine) || (!sure && !this.doubts)) return
    throw new Difference(program, source, printJavaScript(program), byTask(logs[0]), byTask(ours), sure)
  }
}

/** Each task's lines in their order; between tasks only time counts. */
function byTask(lines) {
  return lines
    .map((line, at) => [line.slice(0, line.indexOf(' ')), at, line.trimEnd()])
    .sort(([a, i], [b, j]) => (a < b ? -1 : a > b ? 1 : i - j))
    .map(([, , line]) => line)
}

/** What cleans up for longer than the grace period of a scope is cut off here. */
const isLong = (lines) => lines.some((line) => Number(line.split(' ')[1]) >= 5000)

const text = (lines) => byTask(lines).join('\n')

function firstDifference(theirs, ours) {
  let at = 0
  while (at < theirs.length && theirs[at] === ours[at]) at++
  return `${theirs[at]} | ${ours[at]}`
}

/** Both logs; what only one of them has is marked. */
function sideBySide(theirs, ours) {
  const part = (lines, others) => lines.map((line) => `${others.includes(line) ? ' ' : '>'} ${line}`).join('\n')
  return `asyncio\n${part(theirs, ours)}\nglobeflower\n${part(ours, theirs)}`
}
