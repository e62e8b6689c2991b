import { defineConfig } from 'vitest/config'
import { lowered } from './support/lowered.js'

// Tests start engines, bundlers and installations, so the timeout is that of a busy machine, not of a slow test.
export default defineConfig({
  plugins: [
    // Of `run` the tests stay native: inside a task it would be nested.
    lowered(
      /^(runtime\/|playground\/examples\/net\/|test\/(runtime\/(tasks(?!\/run\.)|locks|queues|context|testing|interop|net)|conformance\/asyncio|examples|ecosystem|sockets)\/|test\/support\/loopback|test\/runtime\/hosts\/guest)/,
    ),
  ],
  // Programs that import the package by its name get what they are tested with.
  resolve: {
    alias: [
      { find: /^globeflower$/, replacement: source('runtime/index.ts') },
      { find: /^globeflower\/net$/, replacement: source('runtime/net/node.ts') },
    ],
  },
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/cases/**'],
    testTimeout: 120_000,
    hookTimeout: 200_000,
  },
})

function source(path: string): string {
  return new URL(`../${path}`, import.meta.url).pathname
}
