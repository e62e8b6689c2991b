/**
 * Installs the engines of this folder, once for each state of its lockfile.
 *
 * A failure costs engines, not the run: it is said in one line, and
 * `engines.mjs` then reports what is missing by name.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const lock = join(here, 'package-lock.json')
const stamp = join(here, 'node_modules', '.installed-lock.json')

export function installEngines() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(lock, 'utf8')) return
  // npm prepares a git dependency inside its cache: nobody runs our tests there.
  const cache = process.env.npm_config_cache
  if (cache && here.startsWith(cache + sep)) return

  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 600_000,
  })
  if (npm.status !== 0) {
    console.error('engines: npm ci failed in test/engines; engines that come from npm will be skipped')
    return
  }
  unpackNode08()
  mkdirSync(join(here, 'node_modules'), { recursive: true })
  copyFileSync(lock, stamp)
}

/** Its tarball holds another one, which the package's own script would unpack. */
function unpackNode08() {
  const cwd = join(here, 'node_modules', 'node-0.8')
  const inner = 'node-v0.8.28-linux-x64.tar.gz'
  if (existsSync(join(cwd, inner))) spawnSync('tar', ['xzf', inner], { cwd, stdio: 'inherit' })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) installEngines()
