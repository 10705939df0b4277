/**
 * Dynamic configuration of both servers. The development server polls its only shard 20 times a second unless told
 * otherwise, which makes a small workflow take 150 ms; with these it takes 20.
 */
export const tunedValues: readonly string[] = [
  'history.transferProcessorMaxPollRPS=1000',
  'history.timerProcessorMaxPollRPS=1000',
  'history.timerProcessorMaxTimeShift="10ms"',
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
  // The worker that answers a workflow task gets the activity that follows at once, not by way of its queue.
  'system.enableActivityEagerExecution=true',
]

/**
 * For the development server only, where each write counts: the list of workflows trails by half a second, and what ended
 * by then is written without the step between (a build id). On the server proper it makes no difference that can be seen.
 */
export const developmentValues: readonly string[] = [...tunedValues, 'history.visibilityProcessorMaxPollRPS=2']
