/** The programs of examples/, each under what it shows. */

const files = import.meta.glob<string>('../examples/*.ts', { query: '?raw', import: 'default', eager: true })

export interface Example {
  name: string
  title: string
  source: string
}

/** In the order of the menu. */
const TITLES = new Map([
  ['timeout', 'A timeout cancels'],
  ['total', 'A loop that awaits'],
  ['producer-consumer', 'Producer and consumers'],
  ['hello-world', 'Ten tasks at once'],
  ['pipeline', 'A pipeline of generators'],
  ['plain', 'Plain ECMAScript'],
])
const ORDER = [...TITLES.keys()]

export const examples: Example[] = Object.entries(files)
  .map(([path, source]) => {
    const name = path.replace(/^.*\/|\.ts$/g, '')
    return { name, title: TITLES.get(name) ?? name, source }
  })
  .sort((a, b) => place(a.name) - place(b.name) || (a.name < b.name ? -1 : 1))

function place(name: string): number {
  const at = ORDER.indexOf(name)
  return at < 0 ? ORDER.length : at
}
