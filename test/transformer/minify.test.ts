/** What a program can see of itself stays when it becomes small. */
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { minified } from '../../transformer/plugins/minify.js'

// The class is made inside of a function that rolldown calls when the module is needed.
const program = `
  (function () {
    var lazily = function (make) { return make }
    var Shape
    var init = lazily(function () {
      Shape = function () {
        function Shape(sides) { this._sides = sides; this["yield"] = 5 }
        return Shape
      }()
      Shape.square = new Shape(4)
    })
    init()
    result = [Shape.square._sides, Shape.square.constructor.name, Shape.square["yield"]].join()
  })()
`

it.each([{}, { hidden: ['_sides'] }, { isES3: true }, { classes: ['Shape'] }])('%o', async (options) => {
  const { code } = await minified(program, null, options)
  const sandbox = { result: '' }
  runInNewContext(code, sandbox)
  expect(sandbox.result).toBe('4,Shape,5')
  expect(code.includes('_sides')).toBe(!('hidden' in options))
  expect(code.includes('.yield')).toBe(!('isES3' in options))
})
