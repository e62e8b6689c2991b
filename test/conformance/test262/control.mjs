/**
 * The control: an ES5 lowering of everything except async functions and generators, which the engine runs itself.
 * What it passes is what an ES5 compiler of those two can be held to; it is Babel's preset-env with every transform
 * forced and the five of async code and generators taken out.
 */
import { transformSync } from '@babel/core'
import presetEnv from '@babel/preset-env'

const exclude = [
  'transform-async-to-generator',
  'transform-async-generator-functions',
  'transform-regenerator',
  'bugfix/transform-async-arrows-in-class',
]

export function lowerControl(source) {
  try {
    const { code } = transformSync(source, {
      configFile: false,
      babelrc: false,
      compact: false,
      sourceType: 'script',
      presets: [[presetEnv, { forceAllTransforms: true, modules: false, exclude }]],
    })
    return { code }
  } catch (error) {
    return { error: `control throws ${error.name}: ${error.message}` }
  }
}
