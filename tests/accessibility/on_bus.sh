# Starts the accessibility bus, the program and the walker, inside Xvfb and a session bus.
# $1: the Python that has Needleside; $2: the walker; $3: the file for the tree.
export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
unset WAYLAND_DISPLAY QT_QPA_PLATFORM
/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
bus=$!
# A program that starts before the bus answers never looks for it again.
for _ in $(seq 100); do
  dbus-send --session --print-reply --dest=org.a11y.Bus /org/a11y/bus \
    org.a11y.Bus.GetAddress >/dev/null 2>&1 && break
  sleep 0.1
done
# Once more if it is not there: on a busy machine the registry may begin later than the bus answers,
# and who came before it stays unknown. What the program said is shown if it failed.
for _ in 1 2; do
  "$1" -m viewer >/dev/null &
  program=$!
  /usr/bin/python3 "$2" needleside >"$3"
  status=$?
  kill $program 2>/dev/null
  [ $status = 0 ] && break
done
kill $bus 2>/dev/null
exit $status
