module penumbra/bench/peers/watchman

go 1.23.0

require github.com/moov-io/watchman v0.53.0
