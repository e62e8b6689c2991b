#!/usr/bin/env node
/**
 * The command line: one word for what to do, then files and options.
 *
 * Law: whatever is wrong is said in one line with the way out. Status 2 for a
 * command that was typed wrongly, 1 for a program that cannot be made.
 */
import { readFileSync } from 'node:fs'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { findTypeScript } from '../hosts/typescript/find.js'
import { Failure } from './failure.js'
import { ask } from './ps.js'

interface Command {
  summary: string
  usage: string
  options: Record<string, Option>
  /** Options may stand anywhere; what is not ours is left for the program. */
  passesArguments?: boolean
  /** It looks, and compiles nothing. */
  onlyLooks?: boolean
  load: () => Promise<{ default: (input: Input) => Promise<number> }>
}

interface Option {
  type: 'string' | 'boolean'
  short?: string
  value?: string
  help: string
  allowed?: string[]
}

export interface Input {
  values: Record<string, string | boolean | undefined>
  files: string[]
  rest: string[]
}

const targets = ['es3', 'es5', ...Array.from({ length: 8 }, (_, i) => `es${2015 + i}`), 'esnext']
const semantics: Option = {
  type: 'string',
  value: 'task|promise',
  help: 'what an async call returns: our Task (default) or a Promise to the letter',
  allowed: ['task', 'promise'],
}
const target: Option = {
  type: 'string',
  value: 'es3|es5|es2015…',
  help: 'the language the output may use (default es5)',
  allowed: targets,
}
const debug: Option = {
  type: 'boolean',
  help: 'for stepping through: variables keep their names, errors name who awaits',
}
const json: Option = { type: 'boolean', help: 'for programs to read' }
const help: Option = { type: 'boolean', short: 'h', help: 'this text' }

const commands: Record<string, Command> = {
  run: {
    summary: 'compile a program and run it under Node',
    usage: 'run [options] <file> [arguments of the program]',
    options: {
      semantics,
      debug,
      inspect: { type: 'boolean', help: 'wait for a debugger before the first line; implies --debug' },
      help,
    },
    passesArguments: true,
    load: () => import('./run.js'),
  },
  build: {
    summary: 'bundle a program, its packages and the runtime into one classic script',
    usage: 'build [options] <file> -o <out.js>',
    options: {
      out: { type: 'string', short: 'o', value: 'file', help: 'where the script goes' },
      target,
      semantics,
      debug,
      minify: { type: 'boolean', help: 'make it small' },
      sourcemap: { type: 'boolean', help: 'write <out.js>.map beside it' },
      help,
    },
    load: () => import('./build.js'),
  },
  compile: {
    summary: 'compile files one by one, modules stay modules',
    usage: 'compile [options] <file or folder> [-o <file or folder>]',
    options: {
      out: { type: 'string', short: 'o', value: 'path', help: 'where the output goes (a single file: the terminal)' },
      target,
      semantics,
      debug,
      module: {
        type: 'string',
        value: 'preserve|commonjs|script',
        help: 'the module form of the output (default preserve)',
        allowed: ['preserve', 'commonjs', 'script'],
      },
      'source-map': { type: 'boolean', help: 'write maps beside the files' },
      runtime: {
        type: 'string',
        value: 'module',
        help: 'what compiled code imports (default globeflower/frame); ./path is inside the output folder; with --module script the name of a global (default globeflower)',
      },
      help,
    },
    load: () => import('./compile.js'),
  },
  inspect: {
    summary: 'what became of a function: states, suspension points, slots and why, size',
    usage: 'inspect [options] <file>[#function]',
    options: {
      semantics,
      json,
      dot: { type: 'boolean', help: 'a graph, for dot -Tsvg' },
      help,
    },
    load: () => import('./inspect.js'),
  },
  verify: {
    summary: 'are these files what they should be: nothing newer than the target, nothing left to lower',
    usage: 'verify [options] <files>',
    options: {
      target,
      globals: { type: 'boolean', help: 'also list what the files need of the engine' },
      json,
      help,
    },
    onlyLooks: true,
    load: () => import('./verify.js'),
  },
  doctor: {
    summary: 'is this project set up so that its output runs on old engines; one fix for each finding',
    usage: 'doctor [options] [folder]',
    options: { json, help },
    onlyLooks: true,
    load: () => import('./doctor.js'),
  },
  ps: {
    summary: 'the tasks of a running process that imports globeflower/inspect',
    usage: 'ps <pid>',
    options: { help },
    onlyLooks: true,
    load: async () => ({ default: (input) => ask('ps', input) }),
  },
  pstree: {
    summary: 'the same as a tree: who waits for whom, function and line',
    usage: 'pstree <pid>',
    options: { help },
    onlyLooks: true,
    load: async () => ({ default: (input) => ask('pstree', input) }),
  },
}

async function main(argv: string[]): Promise<number> {
  const [word, ...args] = argv
  if (word === undefined || word === '--help' || word === '-h' || word === 'help') {
    console.log(overview())
    return word === undefined ? 2 : 0
  }
  if (word === '--version' || word === '-v') {
    console.log(version())
    return 0
  }
  const command = Object.hasOwn(commands, word) ? commands[word] : undefined
  if (!command) {
    const kind = word.startsWith('-') ? 'option' : 'command'
    throw new Failure(
      `Unknown ${kind} ${word}. There is ${Object.keys(commands).join(', ')}; try globeflower --help.`,
      2,
    )
  }
  const input = read(word, command, args)
  if (input.values.help) {
    console.log(details(command))
    return 0
  }
  try {
    if (!command.onlyLooks) findTypeScript()
  } catch (error) {
    throw new Failure((error as Error).message)
  }
  return (await command.load()).default(input)
}

function read(word: string, command: Command, argv: string[]): Input {
  const [own, rest] = command.passesArguments ? divide(command, argv) : [argv, []]
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, short }]) => [name, { type, ...(short ? { short } : {}) }]),
  ) satisfies ParseArgsConfig['options']
  try {
    const { values, positionals } = parseArgs({ args: own, options, allowPositionals: true })
    const checked = values as Input['values']
    for (const [name, value] of Object.entries(checked))
      checked[name] = oneOf(name, value, command.options[name]?.allowed)
    return { values: checked, files: positionals.filter((it) => it !== ''), rest }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(`${optionTrouble(error as Error)} Try globeflower ${word} --help.`, 2)
  }
}

/** Node's message, without its advice on how to write an odd file name. */
function optionTrouble(error: Error): string {
  const first = error.message.split('\n')[0]!.split('. ')[0]!
  return first.replace(/\.$/, '') + '.'
}

function oneOf(name: string, value: string | boolean | undefined, allowed: string[] | undefined) {
  if (value === '') throw new Failure(`--${name} is empty. Give it a value.`, 2)
  if (!allowed || typeof value !== 'string') return value
  const plain = value.toLowerCase().replace(/^es6$/, 'es2015')
  if (allowed.includes(plain)) return plain
  throw new Failure(`--${name} cannot be ${value}. It is one of ${allowed.join(', ')}.`, 2)
}

/** Splits what is ours from what the program gets: everything after its file but our own options. */
function divide(command: Command, argv: string[]): [string[], string[]] {
  const own: string[] = []
  const rest: string[] = []
  let seenFile = false
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i]!
    if (arg === '--' && seenFile) return [own, [...rest, ...argv.slice(i + 1)]]
    const name = arg.startsWith('--') ? arg.slice(2).split('=')[0]! : ''
    const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined
    if (option && !(seenFile && name === 'help')) {
      own.push(arg)
      if (option.type === 'string' && !arg.includes('=') && i + 1 < argv.length) own.push(argv[++i]!)
    } else if (seenFile) rest.push(arg)
    else {
      own.push(arg)
      if (!arg.startsWith('-')) seenFile = true
    }
  }
  return [own, rest]
}

function overview(): string {
  const rows = Object.values(commands).map(({ usage, summary }) => `  globeflower ${usage}\n      ${summary}`)
  return `globeflower ${version()}: async code for every JavaScript engine\n\n${rows.join('\n')}\n\nglobeflower <command> --help lists the options of a command.`
}

function details({ usage, summary, options }: Command): string {
  const rows = Object.entries(options).map(([name, { short, value, help }]) => {
    const left = `${short ? `-${short}, ` : ''}--${name}${value ? ` <${value}>` : ''}`
    return `  ${left.padEnd(38)} ${help}`
  })
  return `globeflower ${usage}\n  ${summary}\n\n${rows.join('\n')}`
}

function version(): string {
  const file = new URL('../../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    if (error instanceof Failure) {
      console.error(error.message)
      process.exitCode = error.status
      return
    }
    throw error
  },
)
