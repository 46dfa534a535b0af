"""Whole stories: which reports are one meeting, and how each meeting ends."""

import random

import pytest

from news.life.stories import Story, stories
from news.life.telling import filled, living
from wiredesk.news.life import Diary

STORIES = stories()


def groups(diary: Diary) -> set[frozenset[tuple[str, int]]]:
    return {frozenset(diary.members(m.meeting_id)) for m in living(diary)}


def expected(story: Story) -> set[frozenset[tuple[str, int]]]:
    return {frozenset(key for key, own in story.meeting_of.items() if own == name) for name in story.ends}


@pytest.mark.parametrize("name", STORIES)
def test_reports_are_tied_into_the_meetings_that_they_are_of(name: str):
    story = STORIES[name]
    assert groups(filled(*story.reports())) == expected(story)


@pytest.mark.parametrize("name", STORIES)
def test_each_meeting_ends_with_its_status_and_its_days(name: str):
    story = STORIES[name]
    diary = filled(*story.reports())
    found = {}
    for meeting in living(diary):
        own = {story.meeting_of[key] for key in diary.members(meeting.meeting_id)}
        start, end = meeting.when.start, meeting.when.end
        found["+".join(sorted(own))] = (meeting.status, start and start.isoformat(), end and end.isoformat())
    assert found == story.ends


def test_the_order_of_arrival_changes_no_story():
    for story in STORIES.values():
        told = story.reports()
        for seed in range(5):
            random.Random(seed).shuffle(told)
            assert groups(filled(*told)) == groups(filled(*story.reports()))
