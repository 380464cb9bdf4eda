#!/usr/bin/env bash
# Starts and stops the node of this folder.
#   LS_CONFIG     another configuration file (relative names: from this distribution's folder)
#   JAVA_HOME     the Java to use, 17 or newer; without it the java on the PATH
#   JAVA_OPTS     more JVM options; they override ours
#   LS_FILELIMIT  the open-file limit to set first; without it the highest this user may have
set -euo pipefail
SLUICE_HOME=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
. "$SLUICE_HOME/bin/unix-like/java.sh"
started_seconds=60

usage() { echo "Usage: LS.sh run | background | restart | stop | drain"; }

configuration() {
  local conf=${LS_CONFIG:-conf/lightstreamer_conf.xml}
  case $conf in /*) ;; *) conf=$SLUICE_HOME/$conf ;; esac
  echo "$conf"
}

# node COMMAND...: becomes the JVM, so that signals and tools reach it.
node() {
  exec "$JAVA" "${JVM_OPTIONS[@]}" -cp "$SLUICE_HOME/lib/*" dev.sluice.server.node.Main "$@"
}

background() {
  local output=$SLUICE_HOME/logs/LS_out.log ready=$SLUICE_HOME/logs/.ready pid waited=0
  rm -f "$ready"
  raise_file_limit
  JVM_OPTIONS+=("-Dsluice.ready=$ready")
  # A process group of its own: the end of this terminal is not the end of the node.
  (set -m; node run "$(configuration)" </dev/null >"$output" 2>&1 & echo $! >"$ready.pid")
  pid=$(cat "$ready.pid")
  rm -f "$ready.pid"
  while kill -0 "$pid" 2>/dev/null && ! [ -e "$ready" ] && [ "$waited" -lt $((started_seconds * 5)) ]; do
    sleep 0.2
    waited=$((waited + 1))
  done
  if [ -e "$ready" ]; then
    rm -f "$ready"
    echo "Sluice runs in the background as process $pid; its output is in $output"
  elif kill -0 "$pid" 2>/dev/null; then
    echo "Sluice is still starting as process $pid; its output is in $output"
  else
    tail -n 20 "$output" >&2
    fail "the node did not start; the lines above are the end of $output"
  fi
}

command=${1:-}
case $command in
  run)
    find_java; jvm_options; raise_file_limit
    node run "$(configuration)" "${@:2}"
    ;;
  background)
    find_java; jvm_options; background
    ;;
  restart)
    find_java; jvm_options
    (node stop "$(configuration)")
    background
    ;;
  stop | drain)
    find_java; jvm_options
    node "$command" "$(configuration)" "${@:2}"
    ;;
  -h | --help | help)
    usage
    ;;
  *)
    usage >&2
    if [ -n "$command" ]; then fail "unknown command '$command'"; else fail 'a command is missing'; fi
    ;;
esac
