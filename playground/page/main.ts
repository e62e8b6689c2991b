/** The page: source in, everything else out. */

import type {
  Answer,
  Compiled,
  CompileRequest,
  Diagnostic,
  LoweredFunction,
  Semantics,
  Size,
  Target,
} from '../messages.js'
import { checked, debounced, get, h, setChecked } from './dom.js'
import { openEditor, openViewer, showDiagnostics } from './editor.js'
import { examples } from './examples.js'
import { Light, type Lit } from './light.js'
import { openRun } from './run.js'
import { pack, unpack, type Shared } from './share.js'
import { openSplitter } from './splitter.js'
import { openStates } from './states.js'
import { openTabs } from './tabs.js'

const light = new Light()
const example = get<HTMLSelectElement>('example')
const target = get<HTMLSelectElement>('target')
const states = openStates(light)
const runPane = openRun(light, whenCompiled)
const tabs = openTabs()
openSplitter()

const compileSoon = debounced(180, compile)
const editor = openEditor(get('editor'), 'Source', {
  edit() {
    // Says to who drives the page whether what is shown is of what is written.
    delete document.documentElement.dataset.ready
    if (source() !== examples.find(({ name }) => name === example.value)?.source) example.value = ''
    runPane.outdate()
    compileSoon()
  },
  point: (position) => light.point('source', position === undefined ? undefined : blockAt(position)),
  cursor(position) {
    const found = blockAt(position)
    if (found) light.choose(found)
  },
})
const viewer = openViewer(get('viewer'), 'Emitted code', {
  point: (position) => light.point('emitted', position === undefined ? undefined : blockOfLine(position)),
  cursor(position) {
    const found = blockOfLine(position)
    if (found) light.choose(found)
  },
})

let compiler: Worker | undefined
let request = 0
let answered = 0
/** The source of the last request: what is written may be newer. */
let requested = ''
let shown: Compiled | undefined
/** To be done as soon as what is written is compiled. */
let next: (() => void) | undefined

light.watch((lit) => {
  const block = lit && shown?.functions[lit.index]?.blocks.find(({ name }) => name === lit.block)
  const ranges = block ? [...block.steps, block.end].flatMap(({ range }) => (range ? [range] : [])) : []
  editor.lightRanges(ranges, lit?.by !== 'source')
  viewer.lightLines(block?.lines ?? [], lit?.by !== 'emitted')
})

// Compiling

function compile(): void {
  compiler ??= startCompiler()
  requested = source()
  const message: CompileRequest = {
    id: ++request,
    source: requested,
    semantics: semantics(),
    target: target.value as Target,
  }
  compiler.postMessage(message)
  setTimeout(() => {
    if (message.id === request && answered !== request) get('problems').textContent = 'Compiling…'
  }, 700)
}

function startCompiler(): Worker {
  const worker = new Worker(new URL('../compiler/worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    if (data.id !== request) return
    answered = request
    if ('crash' in data) crashed(data.crash)
    else show(data)
  }
  worker.onerror = () => crashed('It did not load. Reload the page to try again.')
  return worker
}

function crashed(message: string): void {
  light.clear()
  shown = next = undefined
  list([])
  get('problems').textContent = 'The compiler failed'
  get('problems').classList.add('bad')
  outdate(`The compiler failed: ${message}`)
}

function show(compiled: Compiled): void {
  light.clear()
  const { code, functions, diagnostics, sizes, program } = compiled
  list(diagnostics)
  if (program) {
    shown = compiled
    viewer.setText(code)
    get('emitted').classList.remove('outdated')
    states.show(functions, requested)
    get('emitted-size').textContent = `${kilobytes(sizes.emitted.bytes)} · ${kilobytes(sizes.emitted.gzip)} gzip`
    get('sizes').replaceChildren(...compare(sizes.es5, sizes.typescript))
    runPane.offer(program, functions, requested)
  } else {
    shown = undefined
    outdate('Mend what is marked in the source: then its states are here.')
  }
  if (requested !== source()) return
  document.documentElement.dataset.ready = ''
  const action = next
  next = undefined
  action?.()
}

/** What was last compiled stays to be seen. */
function outdate(reason: string): void {
  states.outdate(reason)
  get('emitted').classList.add('outdated')
  runPane.offer(undefined, [], requested)
}

/** Every problem in words; the editor marks its place. */
function list(diagnostics: Diagnostic[]): void {
  showDiagnostics(editor, diagnostics)
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const notes = diagnostics.length - errors
  const problems = get('problems')
  problems.textContent = [counted(errors, 'problem'), counted(notes, 'note')].filter(Boolean).join(', ')
  problems.classList.toggle('bad', errors > 0)
  get('problem-list').replaceChildren(
    ...diagnostics.map(({ line, column, start, message, severity }) =>
      h(
        'li',
        {},
        h(
          'button',
          { class: severity, click: () => editor.select(start) },
          h('span', { class: 'number' }, `${line}:${column}`),
          h('span', {}, message),
        ),
      ),
    ),
  )
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`
}

/** At once where what is written is compiled, else as soon as it is. */
function whenCompiled(action: () => void): void {
  if ('ready' in document.documentElement.dataset) action()
  else {
    next = action
    compile()
  }
}

function compare(ours: Size, theirs: Size): HTMLElement[] {
  const most = Math.max(ours.gzip, theirs.gzip)
  const bar = (name: string, size: Size, own: boolean) =>
    h(
      'div',
      { class: `size${own ? ' own' : ''}` },
      h('span', {}, name),
      h(
        'span',
        { class: 'track', 'aria-hidden': 'true' },
        h('span', { style: `inline-size: ${(size.gzip / most) * 100}%` }),
      ),
      h('span', { class: 'figure' }, `${kilobytes(size.gzip)} gzip`),
    )
  const title = 'Both at ES5, without indentation. Our runtime and TypeScript’s helpers count on neither side.'
  return [
    h('div', { class: 'compare', title }, bar('globeflower, ES5', ours, true), bar('TypeScript, ES5', theirs, false)),
  ]
}

function kilobytes(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`
}

// From a place to the block

function blockAt(position: number): Lit | undefined {
  let best: Lit | undefined
  let width = Infinity
  each((index, block, ranges) => {
    for (const { start, end } of ranges) {
      if (start <= position && position <= end && end - start < width) {
        best = { index, block, by: 'source' }
        width = end - start
      }
    }
  })
  return best ?? functionAt(position)
}

/** Between the steps of a function: its entry. */
function functionAt(position: number): Lit | undefined {
  let best: Lit | undefined
  let width = Infinity
  shown?.functions.forEach(({ range, blocks }, index) => {
    if (!range || position < range.start || position > range.end || range.end - range.start >= width) return
    best = { index, block: blocks[0]!.name, by: 'source' }
    width = range.end - range.start
  })
  return best
}

function blockOfLine(position: number): Lit | undefined {
  const line = viewer.view.state.doc.lineAt(position).number
  let best: Lit | undefined
  let width = Infinity
  shown?.functions.forEach((fn, index) => {
    for (const { name, lines } of fn.blocks) {
      if (lines.includes(line) && lines.length < width) {
        best = { index, block: name, by: 'emitted' }
        width = lines.length
      }
    }
  })
  return best
}

function each(visit: (index: number, block: string, ranges: { start: number; end: number }[]) => void): void {
  shown?.functions.forEach((fn: LoweredFunction, index) => {
    for (const block of fn.blocks)
      visit(
        index,
        block.name,
        [...block.steps, block.end].flatMap(({ range }) => (range ? [range] : [])),
      )
  })
}

// Settings

function source(): string {
  return editor.view.state.doc.toString()
}

function semantics(): Semantics {
  return checked('semantics') as Semantics
}

function load(state: Partial<Shared>): void {
  if (state.semantics) setChecked('semantics', state.semantics)
  if ([...target.options].some(({ value }) => value === state.target)) target.value = state.target!
  runPane.set(state)
  if (state.source !== undefined) editor.setText(state.source)
}

async function share(): Promise<void> {
  const state: Shared = {
    source: source(),
    semantics: semantics(),
    target: target.value as Target,
    ...runPane.settings(),
  }
  history.replaceState(null, '', `#${await pack(state)}`)
  try {
    await navigator.clipboard.writeText(location.href)
    say('Link copied')
  } catch {
    say('The address is the link')
  }
  setTimeout(say, 4000, '')
}

function say(text: string): void {
  get('shared').textContent = text
}

function chooseExample(name: string): void {
  const found = examples.find((each) => each.name === name)
  if (!found) return
  example.value = name
  const run = () => runPane.run()
  if (source() === found.source) whenCompiled(run)
  else {
    next = run
    editor.setText(found.source)
  }
}

example.append(
  h('option', { value: '', hidden: true }, 'Your program'),
  ...examples.map(({ name, title }) => h('option', { value: name }, title)),
)
example.addEventListener('change', () => chooseExample(example.value))
for (const setting of [target, get('semantics')]) {
  setting.addEventListener('change', () => {
    delete document.documentElement.dataset.ready
    compile()
  })
}
get('share').addEventListener('click', () => void share())
get('theme').addEventListener('click', () => {
  const root = document.documentElement
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  root.dataset.theme = dark ? 'light' : 'dark'
  try {
    localStorage.setItem('theme', root.dataset.theme)
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
})
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  tabs.show('run')
  whenCompiled(() => runPane.run())
})
const help = get<HTMLDialogElement>('help')
get('open-help').addEventListener('click', () => help.showModal())
// On the backdrop.
help.addEventListener('click', (event) => event.target === help && help.close())

async function open(first: boolean): Promise<void> {
  const state = await unpack(location.hash)
  if (state) load(state)
  else if (first) chooseExample(examples[0]!.name)
  if (!state && location.hash) say('This link holds no program')
}

window.addEventListener('hashchange', () => void open(false))
await open(true)
// The page is there; now the compiler may come.
requestAnimationFrame(() => setTimeout(compile))
