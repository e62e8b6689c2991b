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
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
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
    await page.selectOption('#pace', '0')
    await page.fill('#seed', '0')
    await page.evaluate(() => {
      document.querySelector('#status')!.textContent = ''
      const example = document.querySelector<HTMLSelectElement>('#example')!
      example.selectedIndex = 1
      example.dispatchEvent(new Event('change'))
      example.selectedIndex = 0
      example.dispatchEvent(new Event('change'))
    })
  }

  async function open(viewport: { width: number; height: number }, colorScheme: 'light' | 'dark' = 'light', hash = '') {
    await context?.close()
    errors = []
    context = await browser.newContext({ viewport, colorScheme, permissions: ['clipboard-read', 'clipboard-write'] })
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
    await page.keyboard.insertText(source)
    await page.waitForSelector('html[data-ready]')
  }

  const status = (text: RegExp) =>
    page.waitForFunction(
      ([source]) => new RegExp(source!).test(document.querySelector('#status')!.textContent!),
      [text.source],
    )
  const printed = () => page.$$eval('#console .text', (lines) => lines.map((line) => line.textContent))
  const emitted = () => page.textContent('#viewer .cm-content')
  const row = (name: string) =>
    page.locator('.tasks .row').filter({ has: page.locator('.task-name', { hasText: name }) })

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

  it('steps, pauses, goes on and stops', async () => {
    await write(
      "import { sleep } from 'globeflower'\nasync function main() {\n  for (let i = 0; i < 3; i++) { console.log(i); await sleep(100) }\n}\nmain()\n",
    )
    await page.click('#step')
    await status(/^Paused at/)
    expect(await printed()).toEqual(['0'])
    while ((await printed()).length < 2) await page.click('#step')
    await status(/^Paused at 100 ms/)
    await page.click('#pause')
    await status(/^Done at 300 ms/)
    expect(await printed()).toEqual(['0', '1', '2'])
  })

  it('cancels the task of a bar that is clicked, while it runs', async () => {
    await write(
      "import { sleep } from 'globeflower'\nasync function work() {\n  try { await sleep(60000) } finally { console.log('cleaned up') }\n}\nwork().then(null, (error: Error) => console.log(error.name))\n",
    )
    await page.selectOption('#pace', '1')
    await status(/^Running/)
    await row('work').locator('.span').click()
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

  it('runs every example', async () => {
    const names = await page.$$eval<string[], HTMLOptionElement>('#example option', (options) =>
      options.map((each) => each.value),
    )
    expect(names.length).toBeGreaterThanOrEqual(5)
    for (const name of names.slice(1)) {
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
