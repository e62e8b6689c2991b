/** All that `globeflower` and `globeflower/frame` export. */
import * as globeflower from 'globeflower'
import * as frame from 'globeflower/frame'

console.log(globeflower, frame)
