import type { Shown } from './inspect.js'
import { own } from './keys.js'
import { prototypeOf } from './names.js'

/** An error with its stack, as far as the engine has one; `[Error: message]` where that was taken away. */
export function errorText(error: Shown, className: string): string {
  const { message, stack, stackTrace } = error
  const name = String(error.name || 'Error')
  let text = name
  if (/Error$/.test(name) && className !== name && !isOfOurs(error, name))
    text = className.indexOf(name) < 0 ? className + ' [' + name + ']' : className
  if (message) text += ': ' + String(message)
  // MuJS has it under a name of its own, others have none.
  if (typeof stack !== 'string')
    return text + (stackTrace ? String(stackTrace).replace(/\n\t/g, '\n    ') : '\n    at <anonymous>')
  const from = stack.indexOf('\n    at')
  return from < 0 ? '[' + (stack || text) + ']' : text + stack.slice(from)
}

/** The classes of core/errors.ts have no name but that of their errors, those of Rhino none but Error. */
function isOfOurs(error: Shown, name: string): boolean {
  const above = prototypeOf(error) as Shown | null
  return above !== null && above.name === name && own.call(above, 'name')
}
