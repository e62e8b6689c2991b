/** What the runtime itself keeps among the context variables of a task. */

/** The task that `createTask` made; calls awaited inside it are part of it. */
export const CURRENT = {}

/** The innermost cancel scope. */
export const SCOPE = {}
