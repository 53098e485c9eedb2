-- For wrk: answers as one line of JSON. Latencies are in microseconds.
done = function(summary, latency, requests)
  local failed = summary.errors.status + summary.errors.connect
    + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format('{"answers": %d, "micros": %d, "p99": %d, "failed": %d}\n',
    summary.requests, summary.duration, latency:percentile(99), failed))
end
