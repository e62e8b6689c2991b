/** On narrow screens one pane is shown at a time. */

import { get } from './dom.js'

export interface Tabs {
  show(pane: string): void
}

export function openTabs(): Tabs {
  const tabs = [...document.querySelectorAll<HTMLButtonElement>('[role=tab]')]

  function show(pane: string): void {
    for (const tab of tabs) {
      const own = tab.getAttribute('aria-controls')!
      tab.setAttribute('aria-selected', String(own === pane))
      tab.tabIndex = own === pane ? 0 : -1
      get(own).classList.toggle('shown', own === pane)
    }
  }

  for (const [i, tab] of tabs.entries()) {
    tab.addEventListener('click', () => show(tab.getAttribute('aria-controls')!))
    tab.addEventListener('keydown', (event) => {
      const to = event.key === 'ArrowRight' ? i + 1 : event.key === 'ArrowLeft' ? i - 1 : undefined
      const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length]
      next?.focus()
      next?.click()
    })
  }
  return { show }
}
