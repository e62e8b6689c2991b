/** `globeflower ps` and `pstree`: asks a running process that opted in for its tasks. */
import { createConnection } from 'node:net'
import { readdirSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { Failure } from './failure.js'
import type { Input } from './index.js'

const PATIENCE = 2000
const HINT = 'Start it with node --import globeflower/inspect, or import globeflower/inspect in it.'

/** As in runtime/hosts/inspect.ts, which a program need not have beside its compiler. */
const folder = join(tmpdir(), `globeflower-${userInfo().uid}`)
const addressOf = (pid: number) =>
  process.platform === 'win32' ? `\\\\.\\pipe\\globeflower-${pid}` : join(folder, `${pid}.sock`)

export async function ask(question: 'ps' | 'pstree', { files }: Input): Promise<number> {
  const [text, ...more] = files
  if (text === undefined || more.length > 0 || !/^\d+$/.test(text)) {
    const known = running()
    const which = known.length > 0 ? `These can be asked: ${known.join(', ')}.` : `No process can be asked. ${HINT}`
    throw new Failure(`globeflower ${question} needs the id of one process. ${which}`, 2)
  }
  console.log((await answerOf(Number(text), question)).trimEnd())
  return 0
}

function answerOf(pid: number, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = createConnection(addressOf(pid), () => socket.write(`${question}\n`))
    socket.setEncoding('utf8')
    socket.setTimeout(PATIENCE, () => {
      socket.destroy()
      reject(new Failure(`Process ${pid} did not answer in ${PATIENCE / 1000} s: something holds up its loop.`))
    })
    socket.on('data', (text: string) => (answer += text))
    socket.on('end', () => resolve(answer))
    socket.on('error', () => reject(new Failure(`Process ${pid} cannot be asked. ${HINT}`)))
  })
}

function running(): number[] {
  try {
    return readdirSync(folder).flatMap((name) => (/^\d+\.sock$/.test(name) ? [parseInt(name, 10)] : []))
  } catch {
    return []
  }
}
