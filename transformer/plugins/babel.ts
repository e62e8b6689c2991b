/**
 * The Babel plugin: `plugins: ['globeflower/babel']`, for @babel/core 7 and 8.
 *
 * With preset-env exclude what would do our work again: `transform-regenerator`,
 * `transform-async-to-generator`, `transform-async-generator-functions`.
 */

export { babelPlugin as default } from '../hosts/babel/plugin.js'
export type { BabelPlugin, BabelPluginOptions } from '../hosts/babel/plugin.js'
