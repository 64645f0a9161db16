"""Whether a window can be opened here, found out before Qt gets the chance to abort."""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread

# What Qt's xcb platform loads, and the Debian package that brings it.
# Source: Qt's "Qt for Linux/X11 requirements"; each was seen missing on a bare Debian 12.
_ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Platforms of Qt that need no display; a test or a PDF on a server names one of them.
# Not vnc: it opens a network port.
_HEADLESS = ("offscreen", "minimal", "linuxfb", "eglfs")
_WINDOWED = ("", "xcb", "wayland", "wayland-egl")


def can_load(library: str) -> bool:
    """Whether the dynamic linker finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def read_fonts_ahead() -> None:
    """Have fontconfig read its files in a thread, while Python loads what the window is made of.

    Qt needs them for the first text, and finds them read.
    """
    if sys.platform.startswith("linux"):
        Thread(target=_read_fonts, daemon=True).start()


def _read_fonts() -> None:
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libfontconfig.so.1").FcInit()


def missing_packages(
    x11: bool = True, loads: Callable[[str], bool] = can_load, platform: str = sys.platform
) -> list[str]:
    """The Debian packages whose libraries Qt needs and does not find, on Linux only."""
    if not platform.startswith("linux"):
        return []
    wanted = _ALWAYS | (_X11 if x11 else {})
    return [package for library, package in wanted.items() if not loads(library)]


def why_no_window(
    environment: Mapping[str, str] = os.environ,
    loads: Callable[[str], bool] = can_load,
    platform: str = sys.platform,
) -> str:
    """A sentence that says why no window can open, or an empty string when one can."""
    if not platform.startswith("linux"):
        return ""
    asked = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if asked in _HEADLESS:
        missing = missing_packages(False, loads, platform)
    elif asked not in _WINDOWED:
        return (
            f"QT_QPA_PLATFORM asks for {asked}, on which Needleside opens no window, so it shows "
            "the reference as text. Unset it to have the window."
        )
    else:
        wayland = asked != "xcb" and _wayland_answers(environment)
        display = "" if asked.startswith("wayland") else environment.get("DISPLAY", "")
        if not display and not wayland:
            return (
                "No display was found, so Needleside shows the reference as text. "
                "`needleside search WORDS` finds a place in it."
            )
        if display and not wayland and not _display_answers(display):
            return (
                f"The display {display} does not answer, so Needleside shows the "
                "reference as text. `needleside search WORDS` finds a place in it."
            )
        missing = missing_packages(not wayland, loads, platform)
    if missing:
        return (
            f"A system library that the window needs is missing. Install it with "
            f"`apt-get install {' '.join(missing)}`. Needleside shows the reference as text."
        )
    return ""


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    """Whether a compositor takes our connection; Qt would abort the process if none does."""
    name = environment.get("WAYLAND_DISPLAY", "")
    path = Path(environment.get("XDG_RUNTIME_DIR", ""), name)
    if not name or not path.is_socket():
        return False
    import socket

    with socket.socket(socket.AF_UNIX) as wire:
        try:
            wire.connect(str(path))
        except OSError:
            return False
    return True


def _display_answers(display: str) -> bool:
    """Whether an X server takes our connection; Qt would abort the process if none does."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # then the missing library is what is said
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return answers
