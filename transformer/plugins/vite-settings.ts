/**
 * What Vite has to be told so that a build loads on an old engine: one classic script in place of
 * modules, and a page that asks for it. While serving, browsers are new: only what suspends is lowered.
 */
import { finalPass } from './final-pass.js'
import { DOOR, door, type Lowering } from './lowering.js'

interface UserConfig {
  build?: { minify?: unknown; lib?: unknown; ssr?: unknown }
}

interface Resolving {
  resolve(specifier: string, importer: string, options: object): Promise<{ id: string } | null>
}

interface Environment {
  command: 'build' | 'serve'
  isSsrBuild?: boolean
}

export function viteSettings(lowering: Lowering) {
  let minify: unknown = true
  let isBuild = false
  let isScript = false

  return {
    config(config: UserConfig, { command, isSsrBuild }: Environment) {
      isBuild = command === 'build'
      if (!isBuild) {
        lowering.serve()
        // They are ES modules as they are, and every file must get the same ones. `paths` a build follows by itself.
        return { optimizeDeps: { exclude: DOORS }, resolve: { tsconfigPaths: true } }
      }
      if (!lowering.isOld) return undefined
      const { lib, ssr } = config.build ?? {}
      isScript = !lib && !ssr && !isSsrBuild
      // Its own minimum; the final pass does the rest, and makes it small at the end.
      minify = config.build?.minify ?? true
      const build = { target: 'es2015', modulePreload: false, minify: false }
      if (!isScript) return { build }
      return { build: { ...build, rolldownOptions: { output: { format: 'iife', codeSplitting: false } } } }
    },

    resolveId: {
      order: 'pre' as const,
      filter: { id: /^(?:globeflower(?:\/|$)|\.{0,2}\/)/ },
      async handler(this: Resolving, specifier: string, importer: string | undefined, options: object) {
        if (!isBuild) return null
        const file = DOOR.test(specifier) ? door(specifier, !isScript) : undefined
        if (file) return { id: file, moduleSideEffects: false }
        if (!importer?.endsWith('.html')) return null
        // What a page asks for is the beginning of a program.
        const found = await this.resolve(specifier, importer, { ...options, skipSelf: true })
        if (found) lowering.entries.add(found.id)
        return found
      },
    },

    ...(lowering.isOld ? finalPass({ minify: () => Boolean(minify) }) : {}),

    transformIndexHtml: {
      order: 'post' as const,
      handler: (html: string) => (isScript ? withClassicScripts(html) : html),
    },
  }
}

const DOORS = ['globeflower', 'globeflower/frame', 'globeflower/helpers', 'globeflower/bare', 'globeflower/testing']

/** Scripts of the build come last in the body: an old browser knows no modules, and some no `defer`. */
function withClassicScripts(html: string): string {
  const scripts: string[] = []
  const rest = html.replace(/[ \t]*<script\b([^>]*)><\/script>\n?/g, (tag, attributes: string) => {
    if (!/\btype="module"/.test(attributes) || !/\bsrc=/.test(attributes)) return tag
    scripts.push(`<script${attributes.replace(/\s*\b(?:type="module"|crossorigin)/g, '')}></script>`)
    return ''
  })
  if (scripts.length === 0) return html
  const end = rest.lastIndexOf('</body>')
  const text = scripts.map((it) => `  ${it}\n  `).join('')
  return end < 0 ? rest + text : rest.slice(0, end) + text + rest.slice(end)
}
