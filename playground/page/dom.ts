/** Elements, without ceremony. */

type Attributes = Record<string, string | number | boolean | undefined | ((event: never) => void)>
type Child = Node | string | undefined | false

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children)
}

export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

function fill<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') element.addEventListener(name, value as (event: Event) => void)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.filter((child) => child !== undefined && child !== false))
  return element
}

/** An element that index.html promises to have. */
export function get<E extends Element = HTMLElement>(id: string): E {
  const element = document.getElementById(id)
  if (!element) throw new Error(`index.html has no #${id}`)
  return element as unknown as E
}

/** The value of the radio button that is chosen in a group. */
export function checked(group: string): string {
  return document.querySelector<HTMLInputElement>(`input[name=${group}]:checked`)!.value
}

/** A value that the group does not have changes nothing. */
export function setChecked(group: string, value: string): void {
  const input = [...document.querySelectorAll<HTMLInputElement>(`input[name=${group}]`)].find(
    (each) => each.value === value,
  )
  if (input) input.checked = true
}

/** Calls back once things have been quiet for so long. */
export function debounced(delay: number, action: () => void): () => void {
  let timer = 0
  return () => {
    clearTimeout(timer)
    timer = window.setTimeout(action, delay)
  }
}

/** One stop for the Tab key: the arrows lead from item to item. */
export function rove(items: (HTMLElement | SVGElement)[]): void {
  const step: Record<string, (at: number) => number> = {
    ArrowDown: (at) => at + 1,
    ArrowRight: (at) => at + 1,
    ArrowUp: (at) => at - 1,
    ArrowLeft: (at) => at - 1,
    Home: () => 0,
    End: () => items.length - 1,
  }
  for (const [at, item] of items.entries()) {
    item.tabIndex = at === 0 ? 0 : -1
    item.addEventListener('focus', () => {
      for (const each of items) each.tabIndex = each === item ? 0 : -1
    })
    ;(item as HTMLElement).addEventListener('keydown', (event) => {
      const next = items[step[event.key]?.(at) ?? -1]
      if (!next) return
      event.preventDefault()
      next.focus()
    })
  }
}
