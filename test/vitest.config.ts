import { defineConfig } from 'vitest/config'
import { lowered } from './support/lowered.js'

// Engine tests start processes, so the timeout is that of a slow engine, not of a slow test.
export default defineConfig({
  plugins: [
    // Of `run` the tests stay native: inside a task it would be nested.
    lowered(
      /^(runtime\/|test\/(runtime\/(tasks(?!\/run\.)|locks|queues|context|testing|interop|net)|conformance\/asyncio)\/|test\/runtime\/hosts\/guest)/,
    ),
  ],
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/cases/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
