import { hide } from './define.js'

/** What every engine has, and some have wrong. */

type Compare = (a: unknown, b: unknown) => number

/** `sort` of this object: its own, or for an array one that is stable, as since 2019 (ECMAScript 23.1.3.30). */
export function sort(object: { sort?: unknown }): unknown {
  return STABLE || !isArray(object)
    ? object.sort
    : function (this: unknown[], compare?: Compare) {
        if (compare === void 0) return this.sort()
        const entries: { value: unknown; at: number }[] = []
        for (let i = 0; i < this.length; i++) entries.push({ value: this[i], at: i })
        entries.sort((a, b) => {
          if (a.value === void 0 || b.value === void 0) {
            return (a.value === void 0 ? 1 : 0) - (b.value === void 0 ? 1 : 0) || a.at - b.at
          }
          return compare(a.value, b.value) || a.at - b.at
        })
        for (let i = 0; i < entries.length; i++) this[i] = entries[i].value
        return this
      }
}

const STABLE = /* @__PURE__ */ (() => {
  const list: number[] = []
  for (let i = 0; i < 64; i++) list.push(i)
  list.sort((a, b) => (a % 2) - (b % 2))
  for (let i = 1; i < 64; i++) if (list[i] % 2 === list[i - 1] % 2 && list[i] < list[i - 1]) return false
  return true
})()

/** `splice(start)` of this object: MuJS deletes nothing. */
export function splice(object: { splice?: unknown }): unknown {
  return !isArray(object)
    ? object.splice
    : function (this: unknown[], start: number) {
        return this.splice(start, this.length)
      }
}

/** `toFixed` of this object: what lies in the middle goes up (21.1.3.3), on MuJS to the even digit. */
export function toFixed(object: { toFixed?: unknown }): unknown {
  const isNumber = typeof object === 'number'
  return !isNumber || (0.5).toFixed(0) === '1'
    ? object.toFixed
    : function (this: number, digits?: number) {
        const value = Number(this)
        const places = Number(digits) || 0
        const shifted = Math.abs(value) * Math.pow(10, places)
        const isMiddle = (value * Math.pow(2, places + 1)) % 1 === 0 && shifted % 1 === 0.5
        const up = ((value < 0 ? -1 : 1) * (shifted + 0.5)) / Math.pow(10, places)
        return (isMiddle ? up : value).toFixed(places)
      }
}

const errorText = /* @__PURE__ */ (() => String(new Error('a')) === 'Error: a')()

/** An error that was just made: on MuJS its text is all of its stack, which nobody finds under `stack`. */
export const shownError: <E extends Error>(error: E) => E = /* @__PURE__ */ (() =>
  errorText
    ? <E extends Error>(error: E) => error
    : <E extends Error>(error: E) => {
        if (error.message === void 0) hide(error, 'message', '')
        hide(error, 'toString', textOf)
        const { stackTrace } = error as { stackTrace?: string }
        if (error.stack === void 0) hide(error, 'stack', textOf.call(error) + (stackTrace || ''))
        return error
      })()

function textOf(this: Error): string {
  const name = this.name === void 0 ? 'Error' : String(this.name)
  const message = this.message === void 0 ? '' : String(this.message)
  return name === '' ? message : message === '' ? name : name + ': ' + message
}

/** `x.description`, where x may be a symbol of before 2019. */
export function description(object: unknown): unknown {
  const { description } = object as { description?: unknown }
  if (description !== void 0 || typeof object !== 'symbol') return description
  return String(object).slice('Symbol('.length, -1)
}

/** `x.flags`, where x may be a pattern of before 2015. */
export function flags(object: unknown): unknown {
  const { flags } = object as { flags?: unknown }
  if (flags !== void 0 || Object.prototype.toString.call(object) !== '[object RegExp]') return flags
  const { global, ignoreCase, multiline } = object as RegExp
  return (global ? 'g' : '') + (ignoreCase ? 'i' : '') + (multiline ? 'm' : '')
}

function isArray(value: unknown): value is unknown[] {
  return Object.prototype.toString.call(value) === '[object Array]'
}
