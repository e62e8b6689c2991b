/** The Rspack plugin: `plugins: [globeflower()]`. */
import { unplugin, type BundleOptions, type WebpackPlugin } from './unplugin.js'

export type { BundleOptions } from './unplugin.js'

export default unplugin.rspack as unknown as (options?: BundleOptions) => WebpackPlugin
