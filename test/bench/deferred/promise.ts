/** Something to wait for and the key to it, as plain ECMAScript has it: for every variant but our profile `task`. */
export interface Deferred {
  /** What to await. */
  wait: PromiseLike<number>
  /** Ends the wait. */
  give(value: number): void
}

export function deferred(): Deferred {
  let give!: (value: number) => void
  const wait = new Promise<number>((resolve) => {
    give = resolve
  })
  return { wait, give }
}
