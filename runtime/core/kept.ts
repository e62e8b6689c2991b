/**
 * The `reclaim` of what has come from finished work, a call say: it is never taken back. Who awaits it gets the
 * result, or the failure; a cancel that came in between waits for the next await.
 */
export function kept(): true {
  return true
}
