/** How a compiled file may reach the runtime, whatever tree it was read as. */

/** The specifier of a module, or the global of a classic script. */
export type RuntimeOption = string | { global: string }

export const DEFAULT_RUNTIME = 'globeflower/frame'

/** Of a file without import and export: an import would make it a module, so it requires. */
export function namesCommonJs(text: string): boolean {
  return /\b(?:require\s*\(|module\s*\.\s*exports|exports\s*\.)/.test(text)
}
