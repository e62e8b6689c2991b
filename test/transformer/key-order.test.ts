/** What is told of the order of keys, on text that has its own ways of ending lines. */
import { parse } from 'acorn'
import { describe, expect, it } from 'vitest'
import { tellKeyOrder } from '../../dist/transformer/plugins/key-order.js'

/** The program without the line that binds the names. */
function told(source: string): string {
  const { code } = tellKeyOrder(source, { version: 3, sources: ['main.js'], names: [], mappings: '' })
  parse(code, { ecmaVersion: 'latest', sourceType: 'script' })
  return code.replace(/^var \$gf.*?; (?:var \$gfHolder; )?(?=\S)/, '').replace(/var \$gf\w+ = require[^;]*; /g, '')
}

describe('the order of keys is told', () => {
  it('of literals that are not sorted, and of keys that are known when the program runs', () => {
    expect(told('f({ b: 1, a: 2 }, { a: 1, b: 2 })')).toBe('f($gfOrdered({ b: 1, a: 2 }, "b a"), { a: 1, b: 2 })')
    expect(told('o[k] = 1')).toBe('o[$gfPlaced(o, k)] = 1')
    expect(told('o.p[k] += f({ b: 1, a: 2 })')).toContain('($gfHolder = o.p)[$gfPlaced($gfHolder, k)] += f($gfOrdered(')
  })

  it('not of numbers', () => {
    for (const source of [
      'a[0] = 1',
      'a[i++] = 1',
      'var j = i % 2; a[j] = 1',
      'a[Math.floor(x)] = 1',
      'a[a.length] = 1',
    ])
      expect(told(`${source}; f({ b: 1, a: 2 })`)).toMatch(new RegExp(`^${source.replace(/[^\w ]/g, '\\$&')}`))
  })

  it('without making one statement of two lines that end without a semicolon', () => {
    expect(told('tight = true\no.p[k] = 1')).toContain(
      'tight = true\n0, ($gfHolder = o.p)[$gfPlaced($gfHolder, k)] = 1',
    )
    const inner = told('o.p[function () { a = 1\nq.r[k] = 2 }] = 1\nlast = o\no.p[k] = 1')
    expect(inner.match(/0, \(\$gfHolder/g)).toHaveLength(3)
    expect(told('if (x) o.p[k] = 1\nelse y[k] = 2')).toContain('if (x) 0, (')
    expect(told('function B() { var _this = A.call(this) || this\n_this.b = 1\n_this.a = 2 }')).toContain(
      '|| this; $gfPlacedIn(_this, "b a");',
    )
  })

  it('in the brackets that stand there', () => {
    expect(told('for (var k in (e = o)) f(k); f({ b: 1, a: 2 })')).toContain('new $gfNames( (e = o)); ')
    expect(told('for (k in o) f(k); f({ b: 1, a: 2 })')).toContain('; $gfNames1.next() && (k = $gfNames1.key, true);)')
  })
})
