/** The programs of examples/, each under the sentence it begins with. */

const files = import.meta.glob<string>('../examples/*.ts', { query: '?raw', import: 'default', eager: true })

export interface Example {
  name: string
  title: string
  source: string
}

const FIRST = ['timeout', 'total', 'producer-consumer', 'hello-world', 'pipeline', 'plain']

export const examples: Example[] = Object.entries(files)
  .map(([path, source]) => {
    const name = path.replace(/^.*\/|\.ts$/g, '')
    return { name, title: (name[0]!.toUpperCase() + name.slice(1)).replace(/-/g, ' '), source }
  })
  .sort((a, b) => place(a.name) - place(b.name) || (a.name < b.name ? -1 : 1))

function place(name: string): number {
  const at = FIRST.indexOf(name)
  return at < 0 ? FIRST.length : at
}
