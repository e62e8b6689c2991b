/** The webpack plugin: `plugins: [globeflower()]`. */
import { unplugin, type BundleOptions, type WebpackPlugin } from './unplugin.js'

export type { BundleOptions } from './unplugin.js'

export default unplugin.webpack as unknown as (options?: BundleOptions) => WebpackPlugin
