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

function isArray(value: unknown): value is unknown[] {
  return Object.prototype.toString.call(value) === '[object Array]'
}
