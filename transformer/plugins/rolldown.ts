/** The rolldown plugin: `plugins: [globeflower()]`. */
import { unplugin, type BundleOptions, type RollupPlugin } from './unplugin.js'

export type { BundleOptions } from './unplugin.js'

export default unplugin.rolldown as unknown as (options?: BundleOptions) => RollupPlugin
