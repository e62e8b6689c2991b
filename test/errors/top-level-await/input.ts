import { load } from './other.js'

export const config = await load()
