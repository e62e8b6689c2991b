/** Does the engine have signs of more than 16 bits, which the language has not? MuJS and Duktape do. */
export const hasWideSigns = /* @__PURE__ */ (() => String.fromCharCode(0x1f389).charCodeAt(0) === 0x1f389)()

/** A text as it is printed. Engines with wide signs write the halves of a pair (emoji) one by one, which nobody can read. */
export function paired(text: string): string {
  return hasWideSigns ? text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, wide) : text
}

function wide(pair: string): string {
  return String.fromCharCode(0x10000 + ((pair.charCodeAt(0) - 0xd800) << 10) + pair.charCodeAt(1) - 0xdc00)
}
