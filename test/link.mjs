/**
 * npm links the commands of dependencies, not the package's own. This gives a
 * checkout `npx globeflower`, as a project that has installed it.
 */
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../node_modules/.bin/globeflower', import.meta.url))
if (process.platform !== 'win32') {
  mkdirSync(new URL('../node_modules/.bin', import.meta.url), { recursive: true })
  rmSync(bin, { force: true })
  symlinkSync('../../dist/transformer/cli/index.js', bin)
  chmodSync(new URL('../dist/transformer/cli/index.js', import.meta.url), 0o755)
}
