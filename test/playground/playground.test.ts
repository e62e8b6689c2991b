/**
 * The playground as its users have it: built, served, and driven in Chromium.
 *
 * Screenshots of both widths, light and dark, are left in test/output/playground
 * for a person to look at.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core'
import { build, preview, type PreviewServer } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../playground', import.meta.url))
const output = fileURLToPath(new URL('../output/playground', import.meta.url))
const outDir = join(output, 'site')
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const missing = !existsSync(executablePath)
if (missing) console.warn(`skipped: the playground in a browser (no ${executablePath}; apt-get install chromium)`)

beforeAll(async () => {
  mkdirSync(output, { recursive: true })
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir } })
})

describe('the built page', () => {
  it('paints first with 250 KB at most: the compiler is not part of it', () => {
    const html = readFileSync(join(outDir, 'index.html'), 'utf8')
    const parts = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map((match) => match[1]!)
    const bytes = ['index.html', ...parts].map((part) => gzipSync(readFileSync(join(outDir, part))).length)
    const sum = bytes.reduce((a, b) => a + b, 0)
    console.log(`first paint: ${(sum / 1000).toFixed(0)} KB gzip in ${bytes.length} files`)
    expect(parts.length).toBeGreaterThanOrEqual(2)
    expect(sum).toBeLessThan(250_000)
  })

  it('names nothing by an absolute address, so that it works in any folder', () => {
    const html = readFileSync(join(outDir, 'index.html'), 'utf8')
    expect(html).not.toMatch(/(?:src|href)="(?:\/|https?:)/)
    for (const file of readdirSync(join(outDir, 'assets')).filter((name) => name.endsWith('.js'))) {
      expect(readFileSync(join(outDir, 'assets', file), 'utf8'), file).not.toMatch(/["'`]\/assets\//)
    }
  })
})

describe.skipIf(missing)('in Chromium', () => {
  let server: PreviewServer
  let browser: Browser
  let context: BrowserContext | undefined
  let page: Page
  let errors: string[] = []
  let address: string

  beforeAll(async () => {
    const options = { root, configFile: join(root, 'vite.config.ts'), logLevel: 'error' as const, build: { outDir } }
    server = await preview({ ...options, preview: { port: 0, host: '127.0.0.1' } })
    const listening = server.httpServer.address()
    address = `http://127.0.0.1:${typeof listening === 'object' ? listening?.port : ''}/`
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })

  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  // One page serves all: the compiler starts once. Each begins with the first example, run.
  beforeEach(async () => {
    if (!page || page.isClosed()) await open({ width: 1280, height: 800 })
    else await reset()
    await status(/^Done at 70 ms/)
    errors = []
  })

  afterEach(() => {
    expect(errors).toEqual([])
  })

  async function reset() {
    await page.check('#semantics [value=task]', { force: true })
    await page.selectOption('#target', 'es5')
    await page.check('#pace [value="0"]', { force: true })
    await page.check('#view [value=graph]', { force: true })
    await page.fill('#seed', '0')
    await page.evaluate(() => {
      document.querySelector('#status')!.textContent = ''
      const example = document.querySelector<HTMLSelectElement>('#example')!
      example.value = 'timeout'
      example.dispatchEvent(new Event('change'))
    })
  }

  async function open(
    viewport: { width: number; height: number },
    colorScheme: 'light' | 'dark' = 'light',
    hash = '',
    device: { hasTouch?: boolean; isMobile?: boolean } = {},
  ) {
    await context?.close()
    errors = []
    const permissions = ['clipboard-read', 'clipboard-write']
    context = await browser.newContext({ viewport, colorScheme, permissions, ...device })
    page = await context.newPage()
    page.setDefaultTimeout(25_000)
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text())
    })
    await page.goto(address + hash)
    await page.waitForSelector('html[data-ready]')
  }

  /** Puts a program into the editor and waits until it is compiled. */
  async function write(source: string) {
    await page.click('#editor .cm-content')
    await page.keyboard.press('ControlOrMeta+a')
    // Pasted, it is one change and made at once; what is typed may come in parts.
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.querySelector('#editor .cm-content')!.dispatchEvent(paste)
    }, source)
    await page.waitForSelector('html[data-ready]')
  }

  const status = (text: RegExp) =>
    page.waitForFunction(
      ([source]) => new RegExp(source!).test(document.querySelector('#status')!.textContent!),
      [text.source],
    )
  /** A step is made when it is told of, not when it is asked for. */
  async function stepOnce() {
    const before = await page.textContent('#status')
    await page.click('#step')
    await page.waitForFunction((text) => {
      const now = document.querySelector('#status')!.textContent!
      return now !== text && / step \d+$/.test(now)
    }, before)
  }
  const printed = () => page.$$eval('#console .text', (lines) => lines.map((line) => line.textContent))
  const emitted = () => page.textContent('#viewer .cm-content')
  const row = (name: string) =>
    page.locator('.tasks .row').filter({ has: page.locator('.task-name', { hasText: name }) })

  /** Where it is now: while the program runs, the picture is drawn again and again. */
  async function click(bar: Locator) {
    const place = () =>
      bar.evaluate((each) => {
        const { x, y, width, height } = each.getBoundingClientRect()
        return width > 0 ? { x: x + 1, y: y + height / 2 } : undefined
      })
    let found = await place()
    while (!found) found = await place()
    await page.mouse.click(found.x, found.y)
  }

  it('runs the first example: a timeout cancels a task', async () => {
    await status(/^Done at 70 ms/)
    expect(await printed()).toEqual(['in time', 'open, half way, rolled back, too late, tidied up, cancelled'])
    expect(await row('transfer').getAttribute('aria-label')).toMatch(/sleep\(10\) from 0 to 10; .*cancelled at 50/)
    expect(await page.locator('.end.cancelled').count()).toBe(2)
  })

  it('compiles what is written, draws its states and shows what it becomes', async () => {
    await write(
      'async function twice(f: () => Promise<number>) {\n  const a = await f()\n  return a + (await f())\n}\n',
    )
    expect(await page.$$eval('.graph .block .name', (names) => names.map((name) => name.textContent))).toEqual([
      'b0',
      'b1',
      'b2',
    ])
    expect(await page.locator('.graph .edge.suspend').count()).toBe(2)
    expect(await emitted()).toContain('function twice$step(frame, at)')
    expect(await page.textContent('#slots')).toContain('frame.a')
    expect(await page.textContent('#sizes')).toMatch(/globeflower, ES5.*\d k?B gzipTypeScript, ES5.*\d k?B gzip/)
  })

  it('lists the shapes of a function, and lights what they become', async () => {
    await page.check('#view input[value=shapes]', { force: true })
    expect(await page.locator('.shapes li').count()).toBeGreaterThan(5)
    await page.locator('.shapes li.await').first().hover()
    expect(await page.locator('.shapes li.lit').count()).toBeGreaterThan(0)
    await page.check('#view input[value=graph]', { force: true })
  })

  it('switches profile and target', async () => {
    await write('async function f() { await 1 }')
    expect(await emitted()).toContain('$gf.task(')
    await page.check('#semantics [value=promise]', { force: true })
    await page.waitForFunction(() => document.querySelector('#viewer')!.textContent!.includes('$gf.promise('))
    await write('const f = async () => { await 1 }')
    expect(await emitted()).toContain('var f')
    await page.selectOption('#target', 'esnext')
    await page.waitForFunction(() => document.querySelector('#viewer')!.textContent!.includes('const f'))
  })

  it('lights source, block and emitted lines together, from each of them', async () => {
    await write('async function f(g: any) {\n  await g(1)\n  await g(2)\n}\n')
    const lit = async () => ({
      source: await page.$$eval('#editor .lit', (all) => all.map((each) => each.textContent).join('')),
      block: await page.$$eval('.graph .block.lit .name', (all) => all.map((each) => each.textContent).join()),
      emitted: await page.$$eval('#viewer .lit-line', (all) => all.map((each) => each.textContent).join(' ')),
    })
    const second = { source: 'await g(2)', block: 'b1', emitted: expect.stringContaining('frame.a)(2)') }
    await page.locator('.graph .block', { hasText: 'g(2)' }).hover()
    expect(await lit()).toEqual(second)
    await page.hover('h1')
    expect((await lit()).block).toBe('')
    await page.locator('#editor .cm-line', { hasText: 'g(2)' }).hover({ position: { x: 40, y: 8 } })
    expect(await lit()).toEqual(second)
    await page.locator('#viewer .cm-line', { hasText: 'frame.a)(2)' }).hover()
    expect(await lit()).toEqual(second)
  })

  it('marks what is wrong in the source, and runs nothing', async () => {
    await write('async function f() { eval("1"); await 1 }')
    expect(await page.textContent('#problems')).toBe('1 problem')
    await page.waitForSelector('#editor .cm-lintRange-error')
    expect(await page.isDisabled('#start')).toBe(true)
  })

  it('lists problems in words, goes to them, and keeps what was compiled last, out of reach', async () => {
    await write('async function f() {\n  await g(\n')
    await page.click('#problem-list button >> nth=0')
    expect(await page.evaluate(() => document.activeElement!.className)).toContain('cm-content')
    expect(await page.textContent('#problem-list')).toContain('expected')
    expect(await page.textContent('#why')).toMatch(/^Mend what is marked/)
    expect(await page.textContent('#outdated')).toMatch(/^Mend/)
    expect(await page.locator('.graph .block').count()).toBeGreaterThan(3)
    expect(await page.evaluate(() => document.querySelector<HTMLElement>('#picture')!.inert)).toBe(true)
    await write('async function f(g: any) {\n  await g()\n}\n')
    expect(await page.locator('#problem-list li').count()).toBe(0)
    expect(await page.locator('.graph .block').count()).toBe(2)
    expect(await page.evaluate(() => document.querySelector<HTMLElement>('#picture')!.inert)).toBe(false)
  })

  it('compiles what imports from elsewhere, and says that it cannot run here', async () => {
    await write("import limit from 'p-limit'\nexport const two = limit(2)\n")
    expect(await page.textContent('#problems')).toBe('1 note')
    expect(await page.textContent('#problem-list')).toMatch(/^1:19'p-limit' is compiled, but is not here/)
    await page.click('#start')
    await status(/^Done/)
    expect(await printed()).toEqual([expect.stringContaining("'p-limit' is not here")])
  })

  it('reads JSX where there is some', async () => {
    await write(
      "const React = { createElement: (...all: any[]) => all }\nconsole.log((<b id='x'>text</b> as any).length)\n",
    )
    expect(await page.textContent('#problems')).toBe('')
    await page.click('#start')
    await status(/^Done/)
    expect(await printed()).toEqual(['3'])
  })

  it('fills the page, however short the program is', async () => {
    await write('1')
    const bottom = await page.evaluate(() => document.querySelector('#run')!.getBoundingClientRect().bottom)
    expect(bottom).toBe(800)
    expect(await page.textContent('#picture')).toMatch(/^Nothing here waits/)
  })

  it('says why each state is there', async () => {
    await write(
      'async function f(g: any) {\n  try {\n    while (g.more) await g()\n  } finally {\n    await g.close()\n  }\n}\n',
    )
    expect(await page.textContent('#why')).toBe(
      '5 states: 1 to start, 2 to go on after a wait, 1 where a throw lands and 1 to jump to.',
    )
    const why = async (text: string) => {
      await page.locator('.graph .block', { hasText: text }).first().hover()
      return page.textContent('#why')
    }
    expect(await why('g.more')).toBe('b1 is state 1: it comes back here after await g(), line 3 and b0 leads here.')
    expect(await page.locator('.graph .pill.wait').count()).toBe(2)
    expect(await page.locator('.graph .pill.throw').count()).toBe(1)
    expect(await why('g.close()')).toBe('b3 is state 3: b1 and b2 lead here.')
    expect(await why('(completion) = 1')).toMatch(/^b2 is state 2: a throw in .*b1.* lands here\.$/)
  })

  it('calls the top level by its name', async () => {
    await write("async function f() { await 1 }\nawait f()\nconsole.log('end')\n")
    expect(await page.$$eval('#function option', (all) => all.map((each) => each.textContent))).toContain(
      'async top level',
    )
  })

  it('runs what is written, also before it is compiled', async () => {
    await page.click('#editor .cm-content')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText("console.log('new')")
    await page.keyboard.press('ControlOrMeta+Enter')
    await page.waitForFunction(() => document.querySelector('#console')!.textContent!.includes('new'))
  })

  it('knows a program of your own from an example, and gives the example back', async () => {
    expect(await page.inputValue('#example')).toBe('timeout')
    await write("console.log('mine')")
    expect(await page.inputValue('#example')).toBe('')
    expect(await page.textContent('#outdated')).toBe('The source has changed since.')
    await page.selectOption('#example', 'timeout')
    await page.waitForFunction(() => document.querySelector('#outdated')!.textContent === '')
  })

  it('shows the order where no time passes', async () => {
    await write('async function f() { await null; await null }\nf()\n')
    await page.click('#start')
    await status(/^Done at 0 ms: 1 task/)
    expect(await page.isChecked('#axis [value=step]')).toBe(true)
    expect(await page.locator('.tasks .span').count()).toBeGreaterThan(0)
    await page.selectOption('#example', 'timeout')
    await status(/^Done at 70 ms/)
    expect(await page.isChecked('#axis [value=time]')).toBe(true)
  })

  it('tells that a program does not wait, and ends it', async () => {
    await write('while (true) {}')
    await page.click('#start')
    await status(/^Running/)
    await status(/^Busy/)
    await page.click('#stop')
    await status(/^Stopped/)
  })

  it('makes each step that is asked for, however fast, and forgets none when it goes on', async () => {
    await write(
      "import { sleep } from 'globeflower'\nasync function f() {\n  for (let i = 0; i < 9; i++) await sleep(10)\n}\nf()\n",
    )
    for (let i = 0; i < 4; i++) {
      await stepOnce()
    }
    const slowly = await page.textContent('#status')
    await page.click('#stop')
    await page.evaluate(() => {
      const step = document.querySelector<HTMLButtonElement>('#step')!
      for (let i = 0; i < 4; i++) step.click()
    })
    await page.waitForFunction((text) => document.querySelector('#status')!.textContent === text, slowly)
    await page.evaluate(() => {
      for (const id of ['step', 'pause']) document.querySelector<HTMLButtonElement>(`#${id}`)!.click()
    })
    await status(/^Done at 90 ms/)
  })

  it('shows time pass, and a timeout cancel', async () => {
    await page.check('#pace [value="10"]', { force: true })
    await page.waitForFunction(() => /^at [1-9]/.test(document.querySelector('#clock')!.textContent!))
    await page.waitForFunction(() =>
      /^transfer 2 was cancelled by timeout at 5\d/.test(document.querySelector('#said')!.textContent!),
    )
    await status(/^Done at \d+(\.\d+)? ms: 3 tasks \(2 cancelled\)/)
  })

  it('keeps the focus in the frame while the task goes on', async () => {
    await write(
      "import { sleep } from 'globeflower'\nasync function work() {\n  for (;;) await sleep(30)\n}\nwork().then(null, () => {})\n",
    )
    await page.check('#pace [value="1"]', { force: true })
    await click(row('work').locator('.span').first())
    await page.focus('#frame .danger')
    const spans = await row('work').locator('.span').count()
    await page.waitForFunction((count) => document.querySelectorAll('.tasks .span').length > count + 1, spans)
    expect(await page.evaluate(() => document.activeElement!.className)).toBe('danger')
    await page.keyboard.press('Enter')
    await status(/^Done at .*1 cancelled/)
  })

  it('says that a promise cannot be cancelled', async () => {
    await page.check('#semantics [value=promise]', { force: true })
    await write(
      'const wait = () => new Promise((done) => setTimeout(done, 5))\nasync function f() { await wait() }\nf()\n',
    )
    await page.click('#start')
    await status(/^Done at 5 ms/)
    await row('f').locator('.span').first().click()
    expect(await page.textContent('#frame')).toContain('Promises cannot be cancelled')
  })

  it('explains itself, and gives the focus back', async () => {
    await page.click('#open-help')
    expect(await page.isVisible('#help')).toBe(true)
    expect(await page.textContent('#help')).toContain('numbered states')
    await page.keyboard.press('Escape')
    expect(await page.isVisible('#help')).toBe(false)
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('open-help')
  })

  it('steps, pauses, goes on and stops', async () => {
    await write(
      "import { sleep } from 'globeflower'\nasync function main() {\n  for (let i = 0; i < 3; i++) { console.log(i); await sleep(100) }\n}\nmain()\n",
    )
    await stepOnce()
    await status(/^Paused at 0 ms, step/)
    expect(await printed()).toEqual(['0'])
    while ((await printed()).length < 2) await stepOnce()
    await status(/^Paused at 100 ms/)
    await page.click('#pause')
    await status(/^Done at 300 ms/)
    expect(await printed()).toEqual(['0', '1', '2'])
  })

  it('cancels the task of a bar that is clicked, while it runs', async () => {
    await write(
      "import { sleep } from 'globeflower'\nasync function work() {\n  try { await sleep(60000) } finally { console.log('cleaned up') }\n}\nwork().then(null, (error: Error) => console.log(error.name))\n",
    )
    await page.check('#pace [value="1"]', { force: true })
    await status(/^Running/)
    await click(row('work').locator('.span'))
    await page.click('#frame .danger')
    await status(/^Done at/)
    expect(await printed()).toEqual(['cleaned up', 'CancelledError'])
    expect(await row('work').getAttribute('aria-label')).toContain('by you')
  })

  it('runs again and cancels at the place that was clicked, on the virtual clock', async () => {
    await write(
      "import { sleep } from 'globeflower'\nasync function work() { await sleep(100) }\nwork().then(() => console.log('done'), (error: Error) => console.log(error.name))\n",
    )
    await page.click('#start')
    await status(/^Done at 100 ms/)
    expect(await printed()).toEqual(['done'])
    await row('work').locator('.span.timer').click()
    expect(await page.textContent('#frame .danger')).toMatch(/^Run again and cancel it at [45]\d(\.\d+)? ms$/)
    await page.click('#frame .danger')
    await status(/^Done at [45]\d(\.\d+)? ms/)
    expect(await printed()).toEqual(['CancelledError'])
  })

  it('shows the locals of a suspended frame under their names', async () => {
    await write(
      "import { sleep } from 'globeflower'\nasync function sum(items: number[]) {\n  let total = 0\n  for (const item of items) { total += item; await sleep(10) }\n  return total\n}\nsum([3, 4])\n",
    )
    await page.click('#start')
    await status(/^Done at 20 ms/)
    await row('sum').locator('.span.timer').last().click()
    expect(await page.$$eval('#frame .locals tr', (rows) => rows.map((each) => each.textContent))).toContainEqual(
      expect.stringMatching(/^total \w7$/),
    )
    expect(await page.textContent('#frame .facts')).toContain('line 4: await sleep(10)')
  })

  it('names the call that is waited for, not the parts of the runtime behind it', async () => {
    await write(
      "import { gather, Lock, sleep } from 'globeflower'\nconst lock = new Lock()\nasync function work(ms: number) {\n  await lock.acquire()\n  try { await sleep(ms) } finally { lock.release() }\n}\ngather([work(10), work(20)])\n",
    )
    await page.click('#start')
    await status(/^Done at 30 ms: 2 tasks/)
    expect(await row('work').last().getAttribute('aria-label')).toContain(
      'lock.acquire() from 0 to 10; sleep(20) from 10',
    )
  })

  it('gives another order for another seed, and the same for the same', async () => {
    await write(
      "import { createTask, sleep } from 'globeflower'\nlet order = ''\nfor (const name of 'abcdefgh') createTask(async () => { await sleep(1); order += name })\nsetTimeout(() => console.log(order), 5)\n",
    )
    const run = async (seed: string) => {
      await page.fill('#seed', seed)
      await page.click('#start')
      await page.waitForFunction(() => document.querySelectorAll('#console li').length === 1)
      return (await printed())[0]
    }
    const [first, other, again] = [await run('0'), await run('7'), await run('7')]
    expect(first).toBe('abcdefgh')
    expect(other).not.toBe(first)
    expect([...other!].sort().join('')).toBe(first)
    expect(again).toBe(other)
  })

  it('runs at Ctrl Enter, and the source stays as it was', async () => {
    await write("console.log('run')")
    await page.keyboard.press('ControlOrMeta+Enter')
    await page.waitForFunction(() => document.querySelector('#console')!.textContent!.includes('run'))
    expect(await page.locator('#editor .cm-line').count()).toBe(1)
    expect(await page.textContent('#timeline-hint')).toMatch(/^No task/)
  })

  it('tells of tasks that nobody can wake, and holds what never ends', async () => {
    await write("import { Future } from 'globeflower'\nasync function stuck() { await new Future() }\nstuck()\n")
    await page.click('#start')
    await status(/nothing is ready and no timer runs: 1 still waits/)
    await write(
      "import { sleep } from 'globeflower'\nasync function forever() { for (;;) await sleep(1) }\nforever()\n",
    )
    await page.click('#start')
    await status(/^Held at .*it may never end/)
    await page.click('#stop')
    await status(/^Stopped/)
  })

  it('zooms by dragging, and back', async () => {
    await status(/^Done/)
    const box = (await page.locator('#timeline').boundingBox())!
    await page.mouse.move(box.x + 300, box.y + 20)
    await page.mouse.down()
    await page.mouse.move(box.x + 500, box.y + 40, { steps: 4 })
    await page.mouse.up()
    await page.waitForFunction(() => !document.querySelector<HTMLButtonElement>('#unzoom')!.disabled)
    await page.waitForFunction(() => parseFloat(document.querySelector('.tasks .grid text')!.textContent!) > 5)
    await page.click('#unzoom')
    await page.waitForFunction(() => document.querySelector('.tasks .grid text')!.textContent === '0 ms')
  })

  it('goes through tasks and waits with the keyboard alone', async () => {
    await status(/^Done/)
    await page.focus('#timeline')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.waitForSelector('.row.chosen [class~=chosen]')
    expect(await page.textContent('#frame h3')).toBe('transfer #2')
    expect(await page.textContent('#frame .facts')).toContain('sleep(2000)')
    expect(await page.textContent('#said')).toContain('transfer 2: sleep(2000), from 10 to 50')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement!.closest('#frame') !== null)).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.isHidden('#frame')).toBe(true)
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('timeline')
  })

  it('reaches everything with Tab, one stop for each picture, and shows where it is', async () => {
    await status(/^Done/)
    await page.focus('.skip')
    await page.keyboard.press('Tab')
    const stops: string[] = []
    for (let i = 0; i < 40; i++) {
      // The editor shows its focus a moment later.
      const seen = () => page.waitForFunction(focusIsSeen, null, { timeout: 3000 }).catch(() => undefined)
      const name = await page.evaluate(() => document.activeElement!.closest('[id]')!.id)
      const stop = (await seen()) ? name : `${name}: not seen`
      stops.push(stop)
      if (stop === 'console') break
      // Tab indents in the editor, unless Escape comes first.
      if (stop === 'editor') await page.keyboard.press('Escape')
      await page.keyboard.press('Tab')
    }
    expect(stops).toEqual([
      ...['example', 'semantics', 'target', 'open-help', 'share', 'theme'],
      ...['editor', 'function', 'view', 'picture', 'viewer', 'splitter'],
      ...['start', 'step', 'pace', 'seed', 'reseed', 'axis', 'timeline', 'console'],
    ])
    await page.focus('.graph .block')
    await page.keyboard.press('ArrowDown')
    expect(await page.getAttribute(':focus', 'aria-label')).toMatch(/^Block b1; await sleep\(10\)|^Block b1/)
    expect(await page.textContent('#why')).toMatch(/^b1 /)
  })

  it('has a name for every control, and words for every picture', async () => {
    await status(/^Done/)
    await page.selectOption('#function', { label: 'async transfer' })
    const client = await page.context().newCDPSession(page)
    const { nodes } = await client.send('Accessibility.getFullAXTree')
    const seen = nodes.filter(({ ignored }) => !ignored)
    const controls = /^(button|link|textbox|combobox|spinbutton|radio|listbox|option|slider|splitter|tab|dialog|log)$/
    const nameless = seen.filter(({ role, name }) => controls.test(role?.value) && !name?.value)
    expect(nameless.map(({ role, properties }) => [role?.value, properties])).toEqual([])
    const named = (role: string) => seen.filter((each) => each.role?.value === role).map(({ name }) => name?.value)
    expect(named('option')).toContainEqual(
      expect.stringMatching(/^transfer, task 2; sleep\(10\) from 0 to 10; .*cancelled/),
    )
    expect(named('button')).toContainEqual(expect.stringMatching(/^Block b1, state 1; log\.push\('half way'\)/))
    expect(named('region')).toEqual(expect.arrayContaining(['Source', 'States', 'Emitted code', 'Run']))
    const live = await page.$$eval('[role=status], [role=log]', (all) => all.map(({ id }) => id))
    expect(live.sort()).toEqual(['console', 'outdated', 'problems', 'said', 'shared', 'status'])
  })

  it.each(['light', 'dark'] as const)('can be read: contrast of text, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    await row('transfer').locator('.span.timer').nth(1).click()
    for (const view of ['graph', 'shapes', 'blocks']) {
      await page.check(`#view [value=${view}]`, { force: true })
      expect(await page.evaluate(paleTexts), view).toEqual([])
    }
    await page.click('#open-help')
    expect(await page.evaluate(paleTexts)).toEqual([])
    await page.keyboard.press('Escape')
    await write('async function f( {')
    expect(await page.evaluate(paleTexts)).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
  })

  it('shares a program by its address', async () => {
    await write("async function shared() { await 'ünïcode' }\nshared()\n")
    await page.fill('#seed', '5')
    await page.selectOption('#target', 'es2017')
    await page.click('#share')
    await page.waitForFunction(() => location.hash.startsWith('#1.'))
    const hash = new URL(page.url()).hash
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address + hash)
    await open({ width: 1280, height: 800 }, 'light', hash)
    expect(await page.textContent('#editor .cm-content')).toContain("await 'ünïcode'")
    expect(await page.inputValue('#seed')).toBe('5')
    expect(await page.inputValue('#target')).toBe('es2017')
    expect(await emitted()).toContain('shared$step')
    expect(await printed()).toEqual([])
    await page.close()
  })

  it('tells of a link that holds nothing, and takes no setting it does not know', async () => {
    await open({ width: 1280, height: 800 }, 'light', '#1.broken')
    expect(await page.textContent('#shared')).toBe('This link holds no program')
    const hash = await page.evaluate(async () => {
      const state = JSON.stringify({
        source: 'async function odd() { await 1 }',
        target: 'es99',
        semantics: 'x',
        pace: 7,
      })
      const packed = new Blob([state]).stream().pipeThrough(new CompressionStream('deflate-raw'))
      const bytes = new Uint8Array(await new Response(packed).arrayBuffer())
      return `#1.${btoa(String.fromCharCode(...bytes))
        .replace(/\+/g, '-')
        .replace(/\//g, '_')
        .replace(/=+$/, '')}`
    })
    await open({ width: 1280, height: 800 }, 'light', hash)
    expect(await page.inputValue('#target')).toBe('es5')
    expect(await page.isChecked('#semantics [value=task]')).toBe(true)
    expect(await emitted()).toContain('odd$step')
    await page.close()
  })

  it('serves fingers: zooms by a drag to the side, opens by a tap', async () => {
    await open({ width: 390, height: 844 }, 'light', '', { hasTouch: true, isMobile: true })
    await status(/^Done/)
    await page.tap('#tab-run')
    const box = (await page.locator('#timeline').boundingBox())!
    const client = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0) =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: box.x + x, y: box.y + 40 }],
      })
    await touch('touchStart', 130)
    for (const x of [150, 180, 210]) await touch('touchMove', x)
    await touch('touchEnd')
    await page.waitForFunction(() => !document.querySelector<HTMLButtonElement>('#unzoom')!.disabled)
    await page.tap('#unzoom')
    await row('transfer').or(row('trans…')).locator('.span.timer').nth(1).tap()
    expect(await page.textContent('#frame .facts')).toContain('sleep(2000)')
    const small = await page.$$eval(
      'button, select, input, .segmented label',
      (all) =>
        all.filter((each) => {
          const { width, height } = each.getBoundingClientRect()
          return width > 0 && (width < 24 || height < 24)
        }).length,
    )
    expect(small).toBe(0)
    await page.close()
  })

  it('runs every example', async () => {
    const names = await page.$$eval<string[], HTMLOptionElement>('#example option', (options) =>
      options.map((each) => each.value),
    )
    expect(names.length).toBeGreaterThanOrEqual(5)
    for (const name of names.filter((each) => each !== '' && each !== 'timeout')) {
      await page.selectOption('#example', name)
      await page.waitForFunction(
        (title) => document.querySelector('#status')!.textContent !== title,
        await page.textContent('#status'),
      )
      await status(/^Done at/)
      const written = join(root, 'examples', `${name}.txt`)
      if (existsSync(written)) expect(`${(await printed()).join('\n')}\n`, name).toBe(readFileSync(written, 'utf8'))
      expect(await page.locator('#console .error').count(), name).toBe(0)
    }
  })

  it.each([
    { width: 1280, height: 800, colorScheme: 'light' as const },
    { width: 1280, height: 800, colorScheme: 'dark' as const },
    { width: 390, height: 844, colorScheme: 'light' as const },
    { width: 390, height: 844, colorScheme: 'dark' as const },
  ])('fits $width pixels, $colorScheme', async ({ width, height, colorScheme }) => {
    await open({ width, height }, colorScheme)
    await status(/^Done/)
    const take = (name: string) => page.screenshot({ path: join(output, `${width}-${colorScheme}-${name}.png`) })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    if (width > 860) {
      await row('transfer').locator('.span.timer').nth(1).click()
      await take('page')
      return
    }
    for (const pane of ['source', 'states', 'emitted', 'run']) {
      await page.click(`#tab-${pane}`)
      expect(await page.isVisible(`#${pane}`)).toBe(true)
      expect(await page.locator('.pane:visible').count()).toBe(1)
      await take(pane)
    }
    await page.close()
  })
})

/** In the page: text that stands out too little from what is behind it (WCAG 2.2, 1.4.3), what is out of use aside. */
function paleTexts(): string[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
  const rgba = (colour: string) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data] as [number, number, number, number]
  }
  const luminance = ([r, g, b]: number[]) => {
    const [x, y, z] = [r!, g!, b!].map((each) => {
      const value = each / 255
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * x! + 0.7152 * y! + 0.0722 * z!
  }
  const over = (top: number[], below: number[]) =>
    below.map((each, i) => (top[i]! * top[3]! + each * (255 - top[3]!)) / 255)
  const groundOf = (element: Element | null): number[] => {
    const box = element?.closest('g')?.querySelector('rect.box')
    if (box) return rgba(getComputedStyle(box).fill)
    if (!element) return [255, 255, 255]
    const own = rgba(getComputedStyle(element).backgroundColor)
    return own[3] === 255 ? own : over(own, groundOf(element.parentElement))
  }
  const pale = new Set<string>()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement!
    const text = texts.currentNode.textContent!.trim()
    if (text === '' || !element.checkVisibility({ visibilityProperty: true })) continue
    if (element.closest('option, script, style, title, .hidden, :disabled, .outdated, .skip, .pill ~ .state')) continue
    const style = getComputedStyle(element)
    const ground = groundOf(element)
    const ink = over(rgba(element instanceof SVGElement ? style.fill : style.color), ground)
    const [more, less] = [luminance(ink), luminance(ground)].sort((a, b) => b - a)
    const ratio = (more! + 0.05) / (less! + 0.05)
    if (ratio < 4.5) pale.add(`${ratio.toFixed(2)} ${element.className?.toString()} ${text.slice(0, 30)}`)
  }
  return [...pale]
}

/** In the page: something of what has the focus, or around it, stands out. */
function focusIsSeen(): boolean {
  const focused = document.activeElement!
  const places = [focused, focused.closest('label'), focused.querySelector('.box'), focused.closest('.cm-editor')]
  return places.some((each) => {
    if (!each) return false
    const { outlineStyle, boxShadow, strokeWidth } = getComputedStyle(each)
    return outlineStyle !== 'none' || boxShadow !== 'none' || parseFloat(strokeWidth) > 2
  })
}
