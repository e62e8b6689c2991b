import type { Step } from '../core/frame-state.js'

/** The object the user holds: all it has of its own is the frame. */
export interface Shell {
  _frame: object
}

interface ShellConstructor {
  new (frame: object): Shell
  prototype: object
  /** Keeps the engine's hidden class alive while no generator is. */
  kept: Shell
}

/**
 * What makes the objects of one generator function: a constructor, remembered
 * by the step, because engines make objects fastest that way.
 */
export function shellOf(step: Step, prototype: object): ShellConstructor {
  const known = (step as unknown as { shell?: ShellConstructor }).shell
  if (known !== void 0 && known.prototype === prototype) return known
  const Shell = function (this: Shell, frame: object) {
    this._frame = frame
  } as unknown as ShellConstructor
  Shell.prototype = prototype
  Shell.kept = new Shell({})
  ;(step as unknown as { shell?: ShellConstructor }).shell = Shell
  return Shell
}
