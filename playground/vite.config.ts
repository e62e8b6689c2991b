/** A static page with relative addresses: it works from any folder of any static host. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vite'

if (!existsSync(join(import.meta.dirname, '../dist/transformer/index.js'))) {
  throw new Error('The playground shows what is built: npm run build comes first.')
}

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // The compiler is one chunk of 3 MB; it loads in a worker after the page stands.
    chunkSizeWarningLimit: 4000,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  preview: { host: 'localhost', port: 4173 },
})
