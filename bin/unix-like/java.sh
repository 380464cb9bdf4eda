# The Java part of starting a node: which Java, with which options. Sourced by ../../sluice and by LS.sh, so that
# a tree and an unpacked distribution start the same process. Expects SLUICE_HOME; sets JAVA and JVM_OPTIONS.

fail() { printf 'sluice: %s\n' "$1" >&2; exit 2; }

# JAVA_HOME wins when it is set, even if it is wrong: a silent second choice would hide the mistake.
find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    JAVA=$JAVA_HOME/bin/java
    [ -x "$JAVA" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no $JAVA; point it at a JDK 17 or newer, or unset it"
  else
    JAVA=$(command -v java) || fail "no java on the PATH and JAVA_HOME is not set; install a JDK 17 or newer"
  fi
  local answer
  answer=$("$JAVA" -version 2>&1) || fail "$JAVA does not run: ${answer%%$'\n'*}"
  JAVA_MAJOR=$(sed -n 's/.*version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p;/version "/q' <<<"$answer")
  [ "${JAVA_MAJOR:-0}" -ge 17 ] || fail "$JAVA is Java ${JAVA_MAJOR:-of an unknown version}; Sluice needs 17 or newer"
}

# Options for a push server; JAVA_OPTS comes last, so it overrides any of them.
jvm_options() {
  mkdir -p "$SLUICE_HOME/logs" 2>/dev/null || fail "cannot write to $SLUICE_HOME/logs"
  JVM_OPTIONS=(
    -server
    -XX:+UseG1GC
    -XX:MaxGCPauseMillis=50
    -XX:G1PeriodicGCInterval=60000        # gives back the garbage of a connect storm when nothing else happens
    -XX:+ExitOnOutOfMemoryError           # a node without memory is worse than none; the dump tells why
    -XX:+HeapDumpOnOutOfMemoryError
    "-XX:HeapDumpPath=$SLUICE_HOME/logs"
    "-XX:ErrorFile=$SLUICE_HOME/logs/hs_err_%p.log"
    -Djava.awt.headless=true
    --enable-native-access=ALL-UNNAMED    # Netty's epoll
    "-Dsluice.home=$SLUICE_HOME"
  )
  # Sessions are old objects that refer to ever new updates. Refining G1's cards beside the program does that work again
  # and again for the same cards; left to the next collection it is done once (a fifth to a third of the CPU per update).
  if [ "$JAVA_MAJOR" -lt 20 ]; then
    JVM_OPTIONS+=(-XX:-G1UseAdaptiveConcRefinement -XX:G1ConcRefinementGreenZone=2000000
      -XX:G1ConcRefinementYellowZone=3000000 -XX:G1ConcRefinementRedZone=4000000)
  elif [ "$JAVA_MAJOR" -lt 26 ]; then
    JVM_OPTIONS+=(-XX:+UnlockDiagnosticVMOptions -XX:-G1UseConcRefinement)
  fi
  # Netty's buffers use Unsafe; from 23 on the JVM warns about it on every start.
  [ "$JAVA_MAJOR" -lt 23 ] || JVM_OPTIONS+=(--sun-misc-unsafe-memory-access=allow)
  # shellcheck disable=SC2206  # words are what the user means
  JVM_OPTIONS+=(${JAVA_OPTS:-})
}

# The open-file limit is a node's limit on connections: raise the soft one as far as it goes.
raise_file_limit() {
  if [ -n "${LS_FILELIMIT:-}" ]; then
    ulimit -n "$LS_FILELIMIT" 2>/dev/null || fail "LS_FILELIMIT=$LS_FILELIMIT is above what this user may set ($(ulimit -Hn))"
  else
    ulimit -Sn "$(ulimit -Hn)" 2>/dev/null || true
  fi
}
