/**
 * The last pass over a finished script: what rolldown prints around modules is ES2015 (arrow
 * functions, shorthand), whatever they are themselves, and Vite's minifier makes more of it.
 *
 * Law: a script that parses as ES5 is left alone. What suspends was lowered before, module by module.
 */
import remapping from '@jridgewell/remapping'
import { parse } from 'acorn'
import type { SourceMapV3 } from '../index.js'
import { apply, type Edit } from './edits.js'
import { findTypeScript } from '../hosts/typescript/find.js'
import { minified } from './minify.js'
import { editsToES5 } from './older-glue.js'

export interface Chunk {
  type: 'chunk'
  code: string
  map: unknown
  sourcemapFileName?: string | null
}

export type Bundle = Record<string, Chunk | { type: 'asset'; source: string | Uint8Array }>

export interface FinalPassOptions {
  /** Asked at the end, when the host has made up its mind. Without it rolldown's own setting is taken over. */
  minify?: () => boolean
}

export function finalPass({ minify }: FinalPassOptions = {}) {
  let isSmall = false
  return {
    // Its minifier writes the newest language it knows of; ours comes afterwards.
    outputOptions<T extends { minify?: unknown }>(options: T): T {
      isSmall = options.minify === true || (typeof options.minify === 'object' && options.minify !== null)
      return isSmall ? { ...options, minify: false } : options
    },

    generateBundle: {
      order: 'post' as const,
      async handler(_options: object, bundle: Bundle) {
        const becomesSmall = minify ? minify() : isSmall
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue
          const lowered = isES5(chunk.code) ? whole(chunk) : await toES5(whole(chunk))
          const { code, map } = becomesSmall ? await small(lowered) : lowered
          chunk.code = code
          if (!map) continue
          chunk.map = map
          const asset = chunk.sourcemapFileName ? bundle[chunk.sourcemapFileName] : undefined
          if (asset?.type === 'asset') asset.source = JSON.stringify(map)
        }
      },
    },
  }
}

interface Script {
  code: string
  map: SourceMapV3 | null
}

function whole({ code, map }: Chunk): Script {
  return { code, map: map as SourceMapV3 | null }
}

function isES5(code: string): boolean {
  try {
    parse(code, { ecmaVersion: 5, sourceType: 'module' })
    return true
  } catch {
    return false
  }
}

async function toES5(script: Script): Promise<Script> {
  const older = edited(script, olderCalls(script.code))
  const edits = editsToES5(older.code)
  const small = edits && edited(older, edits)
  return small && isES5(small.code) ? small : byTypeScript(older)
}

function edited({ code, map }: Script, edits: Edit[]): Script {
  const result = apply(code, (map ?? NOTHING) as Parameters<typeof apply>[1], edits)
  return { code: result.code, map: map && { ...map, mappings: result.map.mappings } }
}

/** rolldown's own functions call what came with ES2015, or that WebKit 534 lacks. */
function olderCalls(code: string): Edit[] {
  return older.flatMap(([newer, text]) =>
    [...code.matchAll(newer)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      text: text.replace(/\$(\d)/g, (_, group: string) => match[Number(group)]!),
    })),
  )
}

const NOTHING: SourceMapV3 = { version: 3, sources: [], names: [], mappings: '' }

const older: [RegExp, string][] = [
  [/Object\.setPrototypeOf\(\{\}, ?null\)/g, 'Object.create(null)'],
  [
    /(\w+)\((\w+), ?Symbol\.toStringTag, ?\{ ?value: ?[`"']Module[`"'] ?\}\)/g,
    'typeof Symbol === "function" && $1($2, Symbol.toStringTag, { value: "Module" })',
  ],
  [
    /\(\(?(\w+)\)? ?=> ?(\w+)\[\1\]\)\.bind\(null, ?(\w+)\)/g,
    '(function (k) { return function () { return $2[k] } })($3)',
  ],
]

function byTypeScript({ code, map }: Script): Script {
  const ts = findTypeScript()
  const [text, comment] = withoutComment(code)
  const lowered = ts.transpileModule(text, {
    fileName: 'chunk.js',
    compilerOptions: {
      target: ts.ScriptTarget.ES5,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Legacy,
      ignoreDeprecations: '6.0',
      downlevelIteration: true,
      allowJs: true,
      alwaysStrict: false,
      sourceMap: true,
      newLine: ts.NewLineKind.LineFeed,
    },
  })
  return chained(withoutComment(lowered.outputText)[0] + comment, lowered.sourceMapText!, map)
}

/** The comment that says where its map lies stays the script's last line. */
async function small({ code, map }: Script): Promise<Script> {
  const [text, comment] = withoutComment(code)
  const made = await minified(text, map)
  return { code: made.code + comment, map: map && { ...made.map!, ...(map.file ? { file: map.file } : {}) } }
}

/** Where the script's map lies, if it says so, stays its last line. */
function withoutComment(code: string): [string, string] {
  const comment = /\n\/\/# sourceMappingURL=.*\s*$/.exec(code)
  return comment ? [code.slice(0, comment.index + 1), comment[0].slice(1)] : [code, '']
}

function chained(code: string, made: string, map: SourceMapV3 | null): Script {
  if (!map) return { code, map }
  const chain = remapping([JSON.parse(made) as never, map as never], () => null)
  return { code, map: { ...(chain as unknown as SourceMapV3), ...(map.file ? { file: map.file } : {}) } }
}
