/** What is left after a full collection, in bytes: printed for each line that comes in. Ends with its parent. */
export function answerQuestions() {
  process.stdin.on('data', () => {
    globalThis.gc?.()
    globalThis.gc?.()
    const { heapUsed, external, rss } = process.memoryUsage()
    console.log(JSON.stringify({ heap: heapUsed + external, rss }))
  })
  process.stdin.on('end', () => process.exit())
}
