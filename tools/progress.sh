# Shared by ./run and ./test: messages and progress on standard error. Sourced, not run.

started=$(date +%s)
if [ -t 2 ]; then terminal=1; else terminal=0; fi
colour=0
if [ "$terminal" = 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-}" != dumb ]; then colour=1; fi

# clock SECONDS -> "1:05"
clock() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

# say TEXT: one line with the time since the start.
say() {
  local elapsed=$(($(date +%s) - started))
  if [ "$terminal" = 1 ]; then printf '\r\033[K' >&2; fi
  if [ "$colour" = 1 ]; then
    printf '\033[2m%6s\033[0m  %s\n' "$(clock "$elapsed")" "$1" >&2
  else
    printf '%6s  %s\n' "$(clock "$elapsed")" "$1" >&2
  fi
}

die() {
  say "$1"
  exit 1
}

# show_progress LABEL: reads lines "[done/total] ..." and shows how far it is, how long it took and how long it may still take.
# Everything that is not such a line is passed on (compiler messages, errors).
show_progress() {
  local label=$1 begun now line finished total shown=-1 percent elapsed left
  begun=$(date +%s)
  while IFS= read -r line; do
    if [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]]; then
      finished=${BASH_REMATCH[1]} total=${BASH_REMATCH[2]}
      percent=$((100 * finished / (total > 0 ? total : 1)))
      now=$(date +%s)
      elapsed=$((now - begun))
      left=$((finished > 0 ? elapsed * (total - finished) / finished : 0))
      if [ "$terminal" = 1 ]; then
        printf '\r\033[K%6s  %s %3d %%  %d of %d, about %s left' "$(clock $((now - started)))" "$label" "$percent" "$finished" \
          "$total" "$(clock "$left")" >&2
      elif [ $((percent / 20)) -gt "$shown" ]; then
        shown=$((percent / 20))
        printf '%6s  %s %3d %%  %d of %d, about %s left\n' "$(clock $((now - started)))" "$label" "$percent" "$finished" "$total" \
          "$(clock "$left")" >&2
      fi
    elif [ "$line" != "ninja: no work to do." ] && [[ $line != "ninja: Entering directory"* ]]; then
      if [ "$terminal" = 1 ]; then printf '\r\033[K' >&2; fi
      printf '%s\n' "$line" >&2
    fi
  done
  if [ "$terminal" = 1 ]; then printf '\r\033[K' >&2; fi
}
