/** Installs the libraries of this folder, once for each state of its lockfile. A failure costs their tests, not the run. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const lock = join(here, 'package-lock.json')
const stamp = join(here, 'node_modules', '.installed-lock.json')

export function installLibraries() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(lock, 'utf8')) return true
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = spawnSync('npm', options, { cwd: here, stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
  if (npm.status !== 0) return false
  copyFileSync(lock, stamp)
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !installLibraries()) {
  console.error('ecosystem: npm ci failed in test/ecosystem; its tests will be skipped')
}
