/**
 * What is measured. Each file of workloads/ exports `run(n)`; the result is the checksum.
 *
 * Law: language features only, written once, and handed to every variant as it stands.
 */

/**
 * @typedef {object} Workload
 * @property {string} name
 * @property {'call' | 'wait' | 'promise' | 'generator' | 'async generator'} group
 * @property {number} n     on Node: native takes some 10 to 60 ms
 * @property {number} old   on the engines of 2008 to 2015
 */

/** @type {Workload[]} */
export const workloads = [
  { name: 'chain-3', group: 'call', n: 100_000, old: 100 },
  { name: 'chain-6', group: 'call', n: 60_000, old: 50 },
  { name: 'chain-20', group: 'call', n: 20_000, old: 15 },
  { name: 'recursion', group: 'call', n: 25, old: 9 },
  { name: 'methods', group: 'call', n: 60_000, old: 50 },
  { name: 'await-value', group: 'call', n: 200_000, old: 300 },
  { name: 'await-call', group: 'call', n: 200_000, old: 300 },
  { name: 'closures', group: 'call', n: 10_000, old: 20 },
  { name: 'finally', group: 'call', n: 40_000, old: 60 },
  { name: 'throws', group: 'call', n: 40_000, old: 60 },
  { name: 'tasks-values', group: 'call', n: 10_000, old: 10 },
  { name: 'tasks-turns', group: 'wait', n: 2_000, old: 10 },
  { name: 'suspend', group: 'wait', n: 100_000, old: 100 },
  { name: 'lock', group: 'wait', n: 10_000, old: 20 },
  { name: 'channel', group: 'promise', n: 50_000, old: 100 },
  { name: 'promise-all', group: 'promise', n: 100, old: 1 },
  { name: 'wake-up', group: 'promise', n: 50_000, old: 100 },
  { name: 'await-promise', group: 'promise', n: 200_000, old: 200 },
  { name: 'await-pending-promise', group: 'promise', n: 200_000, old: 200 },
  { name: 'generator', group: 'generator', n: 1_000_000, old: 1_000 },
  { name: 'generator-next', group: 'generator', n: 1_000_000, old: 1_000 },
  { name: 'yield-star-5', group: 'generator', n: 200_000, old: 200 },
  { name: 'yield-star-100', group: 'generator', n: 10_000, old: 100 },
  { name: 'tree', group: 'generator', n: 16, old: 6 },
  { name: 'spread', group: 'generator', n: 50_000, old: 30 },
  { name: 'early-return', group: 'generator', n: 100_000, old: 100 },
  { name: 'destructuring', group: 'generator', n: 100_000, old: 100 },
  { name: 'async-generator', group: 'async generator', n: 150_000, old: 100 },
  { name: 'pipeline', group: 'async generator', n: 30_000, old: 30 },
  { name: 'for-await-array', group: 'async generator', n: 2_000, old: 1 },
]

export function source(name) {
  return new URL(`workloads/${name}.ts`, import.meta.url)
}
