/** id → sentence: what is, then the way out. The id is the name of the test folder too. */

export const errors = {
  'syntax-error': 'The file does not parse.',
  'direct-eval':
    'This suspending function calls `eval` directly in sloppy code, which may declare variables in it. Make the function strict, use `(0, eval)(…)`, or move the call into a plain function.',
  'with-statement':
    'This `with` suspends inside, and what its names mean is only known when it runs. Take the suspending part out of it.',
  'names-at-run-time':
    'This suspending function holds a direct `eval` or a `with`, so its variables must keep their names; but one of them hides another, or is kept by a closure in a loop. Move the `eval` or `with` into a plain function.',
  unsupported: 'This form cannot suspend here yet. Take the suspending part out into a statement of its own.',
  'top-level-await':
    'A top-level `await` in a module that exports cannot be lowered below ES2022: whoever imports it would have to wait. Put it into an async function and call that.',
  'misplaced-await':
    'This `await` stands in code that cannot wait: a plain function, a field, a static block or a parameter. Make the function `async`, or wait before and hand over the value.',
  'misplaced-yield': 'This `yield` stands outside of the body of a generator. Make the function around it a generator.',
  'yield-in-scope':
    'This `yield` stands in the callback of a task group or a timeout, which would stay open for as long as the consumer likes. Send the values through a channel, and yield from it outside of the callback.',
  'never-awaited':
    'Nobody waits for this async call: it goes on by itself, and outlives a cancel of this function. Write `await`, give it to a task group, or say `void` where that is meant.',
} as const

/** Told, and the file is compiled all the same. */
const warnings: readonly string[] = ['never-awaited']

export function severityOf(id: string): 'error' | 'warning' {
  return warnings.includes(id) ? 'warning' : 'error'
}

export type ErrorId = keyof typeof errors
