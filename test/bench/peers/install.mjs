/** Installs what we are measured against, once for each state of the lockfile. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const lock = join(here, 'package-lock.json')
const stamp = join(here, 'node_modules', '.installed-lock.json')

export function installed() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(lock, 'utf8')
}

export function install() {
  if (installed()) return
  console.error('installing test/bench/peers')
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 600_000,
  })
  if (status !== 0) throw new Error('npm ci failed in test/bench/peers')
  copyFileSync(lock, stamp)
}
