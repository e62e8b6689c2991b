/** The border between what the program is and what it does: drag it, or use the arrow keys. */

import { get } from './dom.js'

export function openSplitter(): void {
  const splitter = get('splitter')
  const main = splitter.parentElement!

  function set(share: number): void {
    const value = Math.round(Math.min(85, Math.max(15, share)))
    main.style.setProperty('--above', `${value}fr`)
    main.style.setProperty('--below', `${100 - value}fr`)
    splitter.setAttribute('aria-valuenow', String(value))
  }

  splitter.addEventListener('pointerdown', (down) => {
    splitter.setPointerCapture(down.pointerId)
    down.preventDefault()
  })
  splitter.addEventListener('pointermove', (event) => {
    if (!splitter.hasPointerCapture(event.pointerId)) return
    const { top, height } = main.getBoundingClientRect()
    set(((event.clientY - top) / height) * 100)
  })
  splitter.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -5, ArrowDown: 5 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    set(Number(splitter.getAttribute('aria-valuenow')) + step)
  })
}
