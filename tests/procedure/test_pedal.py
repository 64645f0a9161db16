"""What presses of pedals and keys mean, with the time handed in."""

import pytest

from viewer.ui.procedure.pedal import BOUNCE_S, CHATTER_S, DOUBLE_S, Pedal, meaning


class Clock:
    """Seconds as a test sets them."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pedal(clock: Clock) -> Pedal:
    return Pedal(clock)


@pytest.fixture
def one(pedal: Pedal) -> Pedal:
    """The only pedal there is."""
    pedal.single = True
    return pedal


@pytest.mark.parametrize("key", ["PageDown", "Right", "Down", "Space", "Return", "Enter"])
def test_key_goes_on(key: str) -> None:
    assert meaning(key) == "on"


@pytest.mark.parametrize("key", ["PageUp", "Left", "Up", "Backspace", "Shift+Space"])
def test_key_goes_back(key: str) -> None:
    assert meaning(key) == "back"


@pytest.mark.parametrize("key", ["", "A", "Home", "Ctrl+Right", "Alt+Left", "Esc"])
def test_other_keys_do_not_move(key: str) -> None:
    assert meaning(key) is None


def test_every_press_counts_at_once(pedal: Pedal, clock: Clock) -> None:
    assert pedal.press("on", False) == "on"
    clock.now += BOUNCE_S + 0.001
    assert pedal.press("back", False) == "back"
    assert not pedal.is_waiting


def test_held_pedal_moves_once(pedal: Pedal, clock: Clock) -> None:
    assert pedal.press("on", False) == "on"
    for _ in range(50):
        clock.now += 0.1
        assert pedal.press("on", True) is None


def test_bounce_within_300_ms_does_not_count(pedal: Pedal, clock: Clock) -> None:
    assert BOUNCE_S == 0.3
    pedal.press("on", False)
    clock.now += 0.29
    assert pedal.press("on", False) is None
    clock.now += 0.02
    assert pedal.press("on", False) == "on"


def test_bounce_at_the_end_of_a_long_press_does_not_count(pedal: Pedal, clock: Clock) -> None:
    pedal.press("on", False)
    clock.now += 2.0
    pedal.let_go(False)
    clock.now += CHATTER_S / 2
    assert pedal.press("on", False) is None
    clock.now += CHATTER_S
    assert pedal.press("on", False) == "on"


def test_release_of_auto_repeat_is_no_release(pedal: Pedal, clock: Clock) -> None:
    pedal.press("on", False)
    clock.now += 1.0
    pedal.let_go(True)
    assert pedal.press("on", False) == "on"


# -- one pedal


def test_one_press_goes_on_when_no_second_follows(one: Pedal, clock: Clock) -> None:
    assert DOUBLE_S == 0.5
    assert one.press("on", False) is None
    assert one.is_waiting
    clock.now += 0.49
    assert one.settle() is None
    clock.now += 0.02
    assert one.settle() == "on"
    assert one.settle() is None


@pytest.mark.parametrize("apart", [0.1, 0.2, 0.49])
def test_two_presses_go_back_once(one: Pedal, clock: Clock, apart: float) -> None:
    one.press("on", False)
    clock.now += apart
    assert one.press("on", False) == "back"
    clock.now += 1.0
    assert one.settle() is None


def test_presses_further_apart_are_two(one: Pedal, clock: Clock) -> None:
    one.press("on", False)
    clock.now += 0.6
    assert one.settle() == "on"
    assert one.press("on", False) is None
    clock.now += 0.6
    assert one.settle() == "on"


def test_chatter_is_no_second_press(one: Pedal, clock: Clock) -> None:
    one.press("on", False)
    clock.now += CHATTER_S / 2
    assert one.press("on", False) is None
    clock.now += 1.0
    assert one.settle() == "on"


def test_chatter_when_let_go_is_no_second_press(one: Pedal, clock: Clock) -> None:
    one.press("on", False)
    clock.now += 0.3
    one.let_go(False)
    clock.now += 0.02
    assert one.press("on", False) is None
    clock.now += 1.0
    assert one.settle() == "on"


def test_key_that_means_back_goes_back_at_once(one: Pedal) -> None:
    assert one.press("back", False) == "back"
    assert not one.is_waiting


def test_press_is_forgotten_when_something_else_is_done(one: Pedal, clock: Clock) -> None:
    one.press("on", False)
    one.forget()
    clock.now += 1.0
    assert one.settle() is None
