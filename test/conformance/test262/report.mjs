/** Figures by directory, failures by cause. */

/** group → { passed, total }, in the order of the table, with sums of the big three. */
export function table(tests, failures) {
  const groups = new Map()
  const failed = new Set(failures.map((each) => each.path))
  for (const test of tests) {
    const line = groups.get(test.group) ?? groups.set(test.group, { passed: 0, total: 0 }).get(test.group)
    line.total++
    if (!failed.has(test.file)) line.passed++
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)))
}

export function text(groups) {
  const rows = [...groups].map(([name, { passed, total }]) => [name, passed, total])
  const sum = (name, test) => {
    const chosen = rows.filter(([group]) => test(group))
    if (chosen.length > 1)
      sums.push([name, chosen.reduce((n, row) => n + row[1], 0), chosen.reduce((n, row) => n + row[2], 0)])
  }
  const sums = []
  const isDisposal = (name) => /explicit-resource|using$/.test(name)
  sum('language', (name) => name.startsWith('language/') && !isDisposal(name))
  sum('built-ins', (name) => name.startsWith('built-ins/'))
  sum('explicit resource management', isDisposal)
  sum('all', () => true)
  const all = [...rows, null, ...sums]
  const width = Math.max(...all.map((row) => row?.[0].length ?? 0))
  return all
    .map((row) => {
      if (!row) return '-'.repeat(width + 22)
      const [name, passed, total] = row
      return `${name.padEnd(width)}  ${`${passed}/${total}`.padStart(11)}  ${percent(passed, total).padStart(7)}`
    })
    .join('\n')
}

export function percent(passed, total) {
  // Never 100 % with a failure left.
  return `${(Math.floor((passed / total) * 10_000) / 100).toFixed(2)}%`
}

/** Failures whose error texts differ only in names and numbers, most frequent first. */
export function causes(failures) {
  const found = new Map()
  for (const { path, mode, error } of failures) {
    const cause = error
      .split('\n')[0]
      .replace(/["'`«»“”][^"'`«»“”]*["'`«»“”]/g, '“…”')
      .replace(/-?\b\d+\b/g, 'N')
      .replace(/[A-Za-z]?[\w$]*\$[\w$]*/g, 'x$')
      .slice(0, 160)
    const entry = found.get(cause) ?? found.set(cause, { cause, tests: new Set(), examples: [] }).get(cause)
    entry.tests.add(path)
    if (entry.examples.length < 3 && !entry.examples.some((each) => each.path === path))
      entry.examples.push({ path, mode, error })
  }
  return [...found.values()]
    .map(({ cause, tests, examples }) => ({ cause, count: tests.size, examples }))
    .sort((a, b) => b.count - a.count)
}
