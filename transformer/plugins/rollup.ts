/** The Rollup plugin: `plugins: [globeflower()]`. */
import { unplugin, type BundleOptions, type RollupPlugin } from './unplugin.js'

export type { BundleOptions } from './unplugin.js'

export default unplugin.rollup as unknown as (options?: BundleOptions) => RollupPlugin
