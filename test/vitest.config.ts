import { defineConfig } from 'vitest/config'

// Engine tests start processes, so the timeout is that of a slow engine, not of a slow test.
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/cases/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
