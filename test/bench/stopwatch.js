/*
 * Runs a workload again and again until the clock has moved far enough, then
 * prints RESULT <ms per run> <checksum>. ES3, callbacks only: it must not need
 * what is being measured.
 */
var ENOUGH = 250

export function measure(run, n) {
  var checksum
  var count = 0
  var start = 0
  again(true)

  function again(warm) {
    // Sync workloads loop here; async ones come back through `then`.
    for (;;) {
      if (!warm && count === 0) start = new Date().getTime()
      var result = run(n)
      if (result !== null && typeof result === 'object') {
        result.then(
          function (value) {
            if (ended(value, warm)) return
            again(false)
          },
          function (error) {
            say('FAILED ' + error)
          },
        )
        return
      }
      if (ended(result, warm)) return
      warm = false
    }
  }

  function ended(value, warm) {
    if (checksum === undefined) checksum = String(value)
    if (checksum !== String(value)) {
      say('FAILED gave ' + checksum + ', then ' + value)
      return true
    }
    if (warm) return false
    count++
    var elapsed = new Date().getTime() - start
    if (elapsed < ENOUGH) return false
    say('RESULT ' + elapsed / count + ' ' + checksum)
    return true
  }
}

function say(text) {
  if (typeof print === 'function') print(text)
  else console.log(text)
}
