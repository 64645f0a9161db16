# Starts the accessibility bus, the program and the walker, inside Xvfb and a session bus.
# $1: the Python that has Needleside; $2: the walker. The tree goes to standard output.
export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
unset WAYLAND_DISPLAY QT_QPA_PLATFORM
/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
bus=$!
"$1" -m viewer >/dev/null 2>&1 &
program=$!
/usr/bin/python3 "$2" needleside 2 2>/dev/null
status=$?
kill $program $bus 2>/dev/null
exit $status
