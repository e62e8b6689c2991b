/** The compiler's thread: TypeScript is 1 MB, and the page is there before it. */

import ts from 'typescript'
import type { Answer, CompileRequest } from '../messages.js'
import { compileAll } from './passes.js'

const port = globalThis as unknown as {
  onmessage: (event: MessageEvent<CompileRequest>) => void
  postMessage(message: Answer): void
}

port.onmessage = async ({ data }) => {
  try {
    port.postMessage(await compileAll(ts, data))
  } catch (error) {
    port.postMessage({ id: data.id, crash: String(error) })
  }
}
