/** Processes: their streams, their end, and that none is left by who is cancelled. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { createTask, Future, gather, sleep, timeout } from '../../../runtime/index.js'
import {
  createSubprocess,
  createSubprocessShell,
  decode,
  subprocessExec,
  SubprocessProtocol,
  type Bytes,
} from '../../../runtime/net/node.js'
import { descriptors } from '../../support/descriptors.js'
import { failure } from '../../support/loopback.js'

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

it('communicates: a megabyte each way, without a deadlock', async () => {
  const child = await createSubprocess('cat')
  const input = Buffer.alloc(1 << 20, 'x')
  const [stdout, stderr] = await child.communicate(input)
  expect(input.equals(stdout!)).toBe(true)
  expect(stderr!.length).toBe(0)
  expect(child.returnCode()).toBe(0)
})

it('gives streams, one line after another', async () => {
  const child = await createSubprocess('cat')
  child.stdin!.write('one\n')
  expect(decode(await child.stdout!.readLine())).toBe('one\n')
  child.stdin!.write('two\n')
  await child.stdin!.drain()
  expect(decode(await child.stdout!.readLine())).toBe('two\n')
  child.stdin!.close()
  expect(await child.wait()).toBe(0)
  expect((await child.stdout!.read()).length).toBe(0)
})

it('runs a line in the shell; stderr goes where it is sent', async () => {
  const child = await createSubprocessShell('echo out; echo err >&2; exit 3')
  const [stdout, stderr] = await child.communicate()
  expect([decode(stdout!), decode(stderr!), child.returnCode()]).toEqual(['out\n', 'err\n', 3])
  const both = await createSubprocessShell('echo out; echo err >&2', { stderr: 'stdout' })
  expect((await both.communicate()).map((it) => it && decode(it))).toEqual(['out\nerr\n', null])
  const program = await createSubprocess('sh', ['-c', 'echo "$0" >&2', 'it is me'], { stderr: 'stdout' })
  expect(decode((await program.communicate())[0]!)).toBe('it is me\n')
  const silent = await createSubprocessShell('echo out', { stdout: 'ignore', stdin: 'ignore' })
  expect([silent.stdin, silent.stdout]).toEqual([null, null])
  expect(await silent.wait()).toBe(0)
})

it('does not mind a program that wants no input', async () => {
  const child = await createSubprocess('true')
  const [stdout] = await child.communicate(new Uint8Array(1 << 20))
  expect(stdout!.length).toBe(0)
  expect(child.returnCode()).toBe(0)
})

it('tells all who wait, and those who come late', async () => {
  const child = await createSubprocessShell('exit 7')
  expect(await gather([child.wait(), child.wait()])).toEqual([7, 7])
  expect(await child.wait()).toBe(7)
})

it('sends signals', async () => {
  const child = await createSubprocess('sleep', ['60'])
  child.terminate()
  expect(await child.wait()).toBe(-15)
  const other = await createSubprocess('sleep', ['60'])
  other.sendSignal('SIGKILL')
  expect(await other.wait()).toBe(-9)
  other.kill()
})

it('a cancelled wait leaves the process; a cancelled communicate has killed it', async () => {
  const child = await createSubprocess('sleep', ['60'])
  const waiting = createTask(() => child.wait())
  await sleep(1)
  waiting.cancel()
  await failure(waiting)
  expect(alive(child.pid())).toBe(true)
  expect((await failure(timeout(20, () => child.communicate()))).name).toBe('TimeoutError')
  expect(child.returnCode()).toBe(-9)
  expect(alive(child.pid())).toBe(false)
})

it('neither a program that ignores SIGTERM nor the heirs of its pipes are waited for', async () => {
  const before = descriptors()
  const deaf = await createSubprocessShell("trap '' TERM; echo ready; while :; do sleep 0.01; done")
  expect(decode(await deaf.stdout!.readLine())).toBe('ready\n')
  deaf.terminate()
  expect((await failure(timeout(50, () => deaf.communicate())))!.name).toBe('TimeoutError')
  expect(deaf.returnCode()).toBe(-9)
  let heir = 0
  const bequeathing = 'sleep 60 & echo $!; wait'
  const child = await createSubprocessShell(bequeathing)
  heir = Number(decode(await child.stdout!.readLine()))
  expect((await failure(timeout(50, () => child.communicate())))!.name).toBe('TimeoutError')
  process.kill(heir)
  const scope = async () => {
    await using child = await createSubprocessShell(bequeathing)
    heir = Number(decode(await child.stdout!.readLine()))
  }
  await scope()
  await sleep(10)
  expect(descriptors()).toEqual(before)
  process.kill(heir)
})

it('pipes that are closed early, on either side', async () => {
  const child = await createSubprocessShell('exec <&-; echo out; exec >&-; sleep 0.05; exit 3')
  expect(decode(await child.stdout!.read())).toBe('out\n')
  expect(child.returnCode()).toBe(null)
  child.stdin!.write(new Uint8Array(1 << 20))
  expect((await failure(child.stdin!.waitClosed())).code).toBe('EPIPE')
  expect((await failure(child.stdin!.drain())).code).toBe('EPIPE')
  expect(await child.wait()).toBe(3)
  const other = await createSubprocess('yes')
  await other.stdout!.readLine()
  other.stdin!.close()
  await other.stdin!.waitClosed()
  other.kill()
  await other.wait()
})

it('no descriptors for its pipes: an error, and no more than that', async () => {
  const source = `
    import { createSubprocess } from 'globeflower/net'
    import { openSync } from 'node:fs'
    try { for (;;) openSync('/dev/null') } catch {}
    createSubprocess('true').then(() => console.log('started'), (error) => console.log(error.code))`
  const path = fileURLToPath(new URL('../../output/no-descriptors.mjs', import.meta.url))
  writeFileSync(path, source)
  const line = 'ulimit -n 300; exec "$0" "$1"'
  const { stdout } = spawnSync('sh', ['-c', line, process.execPath, path], { encoding: 'utf8' })
  expect(stdout).toBe('EMFILE\n')
})

it('a signal, or the end of a scope, kills it', async () => {
  const controller = new AbortController()
  const child = await createSubprocess('sleep', ['60'], { signal: controller.signal })
  controller.abort()
  expect(await child.wait()).toBe(-9)
  let pid = 0
  const scope = async () => {
    await using other = await createSubprocess('sleep', ['60'])
    pid = other.pid()
    throw new Error('out')
  }
  expect((await failure(scope())).message).toBe('out')
  expect(alive(pid)).toBe(false)
})

it('a program that is not there is an error', async () => {
  expect((await failure(createSubprocess('/no/such/program'))).code).toBe('ENOENT')
})

it('tells a protocol of pipes and of the end, once each', async () => {
  class Recorder extends SubprocessProtocol {
    log: unknown[] = []
    over = new Future<void>()
    override connectionMade() {
      this.log.push('made')
    }
    override pipeDataReceived(fd: number, data: Bytes) {
      this.log.push([fd, decode(data)])
    }
    override pipeConnectionLost(fd: number) {
      this.log.push(['lost', fd])
    }
    override processExited() {
      this.log.push('exited')
    }
    override connectionLost() {
      this.log.push('lost')
      this.over.setResult(void 0)
    }
  }
  const [transport, protocol] = await subprocessExec(() => new Recorder(), 'sh', ['-c', 'echo out; echo err >&2'])
  await protocol.over
  const { log } = protocol
  expect(log[0]).toBe('made')
  expect(log[log.length - 1]).toBe('lost')
  expect(log).toHaveLength(8)
  for (const one of [[1, 'out\n'], [2, 'err\n'], ['lost', 0], ['lost', 1], ['lost', 2], 'exited']) {
    expect(log).toContainEqual(one)
  }
  expect(transport.getReturnCode()).toBe(0)
})
