"""Moving along the steps."""

import pytest
from msgspec.structs import replace

from viewer.content.library import load_bundled
from viewer.content.model import Reference
from viewer.ui.procedure.course import Course, stops


@pytest.fixture(scope="module")
def reference() -> Reference:
    """The reference that comes with the program."""
    found = load_bundled().reference
    assert found is not None
    return found


def test_every_step_of_every_phase_is_a_stop_in_order(reference: Reference) -> None:
    row = stops(reference)
    steps = [step for phase in reference.phases for step in phase.steps]
    assert [stop.step for stop in row] == steps
    for phase in reference.phases:
        numbers = [stop.number for stop in row if stop.phase.id == phase.id]
        assert numbers == list(range(1, len(phase.steps) + 1))
    assert all(stop.count == len(stop.phase.steps) for stop in row)


def test_note_on_a_claim_of_a_step_is_with_its_stop(reference: Reference) -> None:
    seen = 0
    for stop in stops(reference):
        with_it = {note.id for note in stop.notes}
        for note in reference.notes:
            if set(note.claims) & set(stop.step.claims) and set(note.about) & set(stop.step.from_):
                assert note.id in with_it
                seen += 1
    assert seen > len(reference.phases)


def test_starts_at_a_step_a_phase_or_the_first(reference: Reference) -> None:
    row = stops(reference)
    last = row[-1]
    assert Course(row, last.step.id).here is last
    assert Course(row, last.phase.id).here.step is last.phase.steps[0]
    assert Course(row, "no-such-step").at == 0
    assert Course(row).at == 0


def test_goes_over_phase_boundaries_and_stops_at_the_ends(reference: Reference) -> None:
    course = Course(stops(reference))
    assert not course.move(-1)
    seen = [course.here.step.id]
    while course.move(1):
        seen.append(course.here.step.id)
    assert seen == [stop.step.id for stop in course.stops]
    assert course.following is None
    assert not course.move(1)
    assert course.at == len(course.stops) - 1
    assert course.move(-1)
    assert course.following is course.stops[-1]


def test_stops_of_the_phase(reference: Reference) -> None:
    course = Course(stops(reference), reference.phases[1].id)
    assert [stop.step for stop in course.phase_stops()] == reference.phases[1].steps


def test_mark_of_a_done_step_can_be_taken_back(reference: Reference) -> None:
    course = Course(stops(reference))
    course.toggle_done()
    course.move(1)
    assert course.done == {course.stops[0].step.id}
    course.move(-1)
    course.toggle_done()
    assert not course.done


def test_marks_belong_to_one_course(reference: Reference) -> None:
    course = Course(stops(reference))
    course.toggle_done()
    assert not Course(stops(reference)).done


def test_reference_without_steps_has_no_stops(reference: Reference) -> None:
    assert stops(replace(reference, phases=[])) == []
