/**
 * Installs a package of its own under test/, once for each state of its lockfile.
 *
 * @param {string} folder
 * @returns {boolean} whether it is there now
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export function install(folder) {
  const lock = join(folder, 'package-lock.json')
  const stamp = join(folder, 'node_modules', '.installed-lock.json')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === readFileSync(lock, 'utf8')) return true
  // Not `ci`, which refuses lockfiles that leave out the binaries of other machines.
  const npm = spawnSync(
    'npm',
    ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 600_000,
    },
  )
  if (npm.status !== 0) return false
  // This very package, as a user's project has it.
  rmSync(join(folder, 'node_modules/globeflower'), { force: true, recursive: true })
  symlinkSync(root, join(folder, 'node_modules/globeflower'), 'dir')
  copyFileSync(lock, stamp)
  return true
}
